import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { TokenVault } from '../auth/token-vault';
import { parseInstanceId } from '../identifiers/guid';
import type { Effects } from '../webhooks/event.handler';
import { APP_INSTALLED, APP_INSTANCE_INSTALLED, APP_REMOVED } from '../webhooks/lifecycle-events';
import { OnWixEvent } from '../webhooks/on-wix-event.decorator';
import type { WixEvent } from '../webhooks/webhook-event';
import { InstallationStore } from './installation.store';

const installed = z.object({ originInstanceId: z.string().nullish() }).catch({});
const plan = z.object({ vendorProductId: z.string().min(1) });
const GATEWAY = { effects: 'gateway', repetitions: true } as const;

/** Keeps the installations up to date with what Wix says of them, in whatever order it says it. */
@Injectable()
export class InstallationEvents {
  constructor(
    private readonly store: InstallationStore,
    private readonly vault: TokenVault,
  ) {}

  @OnWixEvent(APP_INSTALLED, GATEWAY)
  @OnWixEvent(APP_INSTANCE_INSTALLED, GATEWAY)
  installed({ appId, instanceId, siteId, time, data }: WixEvent): Effects | undefined {
    if (instanceId === undefined) return undefined;
    const originInstanceId = parseInstanceId(installed.parse(data).originInstanceId);
    return async (tx) => {
      const isReinstalled = await this.store.install(tx, { appId, instanceId, siteId, originInstanceId }, time);
      // Said by the one process that handles the event; in its own memory each forgets when it sees the row. Before the
      // commit, as what was asked for until now is over whether or not this ends well; should it not, the event comes again.
      if (isReinstalled) this.vault.forgetShared(instanceId);
    };
  }

  @OnWixEvent(APP_REMOVED, GATEWAY)
  removed({ appId, instanceId, siteId, time }: WixEvent): Effects | undefined {
    if (instanceId === undefined) return undefined;
    return (tx) => this.store.remove(tx, { appId, instanceId, siteId }, time);
  }

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
