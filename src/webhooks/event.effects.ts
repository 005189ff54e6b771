import { Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { SystemDatabase } from '../database/system.database';
import type { Transaction } from '../database/transaction';
import type { EventHandler, Effects } from './event.handler';
import { type ClaimedEvent, WebhookQueue } from './webhook.queue';

export interface HandlerEffects {
  readonly handler: EventHandler;
  readonly effects: Effects;
}

/** Makes the effects of an event happen together with its being handled: all of it in one transaction. */
@Injectable()
export class EventEffects {
  constructor(
    private readonly database: SystemDatabase,
    private readonly queue: WebhookQueue,
  ) {}

  async commit(event: ClaimedEvent, all: readonly HandlerEffects[]): Promise<void> {
    await this.database.run(async (tx) => {
      for (const { handler, effects } of all) {
        if (handler.effects === 'tenant') await enterTenant(tx, event);
        await effects(tx);
        await leaveTenant(tx);
      }
      await this.queue.finish(tx, event);
    });
  }
}

/** Row-level security holds for this role; without an instance it sees nothing. */
async function enterTenant(tx: Transaction, { appId, instanceId }: ClaimedEvent): Promise<void> {
  await tx.execute(sql`SELECT set_config('role', 'liftgate_tenant', true),
    set_config('liftgate.app_id', ${appId}, true), set_config('liftgate.instance_id', ${instanceId ?? ''}, true)`);
}

async function leaveTenant(tx: Transaction): Promise<void> {
  await tx.execute(sql`SELECT set_config('role', 'none', true),
    set_config('liftgate.app_id', '', true), set_config('liftgate.instance_id', '', true)`);
}
