import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Effects } from '../webhooks/event.handler';
import { OnWixEvent } from '../webhooks/on-wix-event.decorator';
import type { WixEvent } from '../webhooks/webhook-event';
import { InstallationStore } from './installation.store';

const plan = z.object({ vendorProductId: z.string().min(1) });
const GATEWAY = { effects: 'gateway' } as const;

/** Keeps the plans of installations up to date with what Wix says of them, in whatever order it says it. */
@Injectable()
export class PlanEvents {
  constructor(private readonly store: InstallationStore) {}

  // PaidPlanAutoRenewalCancelled is left out: the plan lasts until its end.
  @OnWixEvent('PaidPlanPurchased', GATEWAY)
  @OnWixEvent('PaidPlanChanged', GATEWAY)
  @OnWixEvent('PlanConvertedToPaid', GATEWAY)
  @OnWixEvent('PlanReactivated', GATEWAY)
  @OnWixEvent('PlanTransferred', GATEWAY)
  planChanged({ appId, instanceId, siteId, time, data }: WixEvent): Effects | undefined {
    const read = plan.safeParse(data);
    if (instanceId === undefined || !read.success) return undefined;
    return (tx) => this.store.changePlan(tx, { appId, instanceId, siteId }, read.data.vendorProductId, time);
  }
}
