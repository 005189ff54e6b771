import { Body, Controller, Get, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { KnownInstances } from '../control/known-instances';
import { guid, parseInput } from '../http/parse-input';
import type { Delivery, Webhook } from './webhook';
import { WebhookSender } from './webhook.sender';

const order = z.strictObject({
  instanceId: guid,
  eventType: z.string().min(1).max(200),
  data: z.unknown(),
  duplicates: z.number().int().min(0).max(100).optional(),
  delayMs: z.number().min(0).max(3_600_000).optional(),
});

interface WebhookReport {
  readonly id: string;
  readonly eventType: string;
  readonly instanceId: string;
  readonly state: 'delivered' | 'retrying' | 'failed';
  readonly deliveries: readonly Delivery[];
}

/** Delivered once any copy was; failed when all were given up. */
function report({ id, eventType, instanceId, deliveries, pending }: Webhook): WebhookReport {
  const delivered = deliveries.some(({ status }) => status === 200);
  const state = delivered ? 'delivered' : pending > 0 ? 'retrying' : 'failed';
  return { id, eventType, instanceId, state, deliveries };
}

/** Sends webhooks to `WIX_EMULATOR_WEBHOOK_URL`. */
@Controller('_emulator/webhooks')
export class WebhooksController {
  constructor(
    private readonly known: KnownInstances,
    private readonly sender: WebhookSender,
  ) {}

  /**
   * 202 after the first attempt. `data` is the event's payload (JSON; a string goes as it is), `duplicates` how many
   * extra copies, `delayMs` a wait before the first attempt.
   */
  @Post()
  @HttpCode(202)
  async send(@Body() body: unknown): Promise<WebhookReport> {
    const { instanceId, eventType, data, duplicates, delayMs } = parseInput(order, body);
    const instance = this.known.get(instanceId);
    const text = typeof data === 'string' ? data : JSON.stringify(data ?? {});
    return report(await this.sender.send({ instance, eventType, data: text }, { duplicates, delayMs }));
  }

  /** How the delivery stands now. */
  @Get(':id')
  find(@Param('id') id: string): WebhookReport {
    const webhook = this.sender.find(parseInput(guid, id));
    if (webhook === undefined) throw new NotFoundException('there is no such webhook');
    return report(webhook);
  }
}
