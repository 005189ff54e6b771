import { Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { SystemDatabase } from '../database/system.database';
import { STATEMENTS } from './lifecycle-events';
import type { ReceivedEvent } from './received-event';
import type { WebhookEventState } from './webhook-event';
import { webhookEventsTable as events } from './webhook-events.table';

/** What storing an event came to. `conflicting`: its id is known with another payload, which is kept as it was. */
export type Reception = 'stored' | 'duplicate' | 'conflicting';

/** Where events are kept before they are handled. */
@Injectable()
export class WebhookInbox {
  constructor(private readonly database: SystemDatabase) {}

  /**
   * Stores the event unless it is there, in one statement, so that of deliveries that come together one is stored.
   * @throws DatabaseUnavailableError when it cannot be stored now
   */
  async store(event: ReceivedEvent, state: WebhookEventState): Promise<Reception> {
    const stored = await this.database.run((tx) => tx.execute(insertion(event, state)));
    // What `insertion` returns; a raw statement has no type.
    const [row] = stored as unknown as readonly { deliveries: number; envelope_hash: string }[];
    if (row === undefined) return 'duplicate';
    if (row.deliveries === 1) return 'stored';
    return row.envelope_hash === event.envelopeHash ? 'duplicate' : 'conflicting';
  }
}

/** Returns no row for a statement that repeats the latest of its instance. */
function insertion(event: ReceivedEvent, state: WebhookEventState) {
  const { appId, eventId, eventType, instanceId = null, envelope, envelopeHash, fault = null } = event;
  const eventTime = new Date(event.eventTime).toISOString();
  const latest = STATEMENTS.includes(eventType)
    ? sql`(SELECT envelope_hash FROM ${events} WHERE app_id = ${appId} AND instance_id = ${instanceId}
          AND event_type IN ${[...STATEMENTS]} AND event_id <> ${eventId}
          ORDER BY event_time DESC, arrival DESC LIMIT 1)`
    : sql`NULL::text`;
  return sql`
    INSERT INTO ${events} (app_id, event_id, event_type, instance_id, envelope, envelope_hash, event_time, state, last_error)
    SELECT ${appId}::uuid, ${eventId}, ${eventType}, ${instanceId}::uuid, ${envelope}, ${envelopeHash},
      ${eventTime}::timestamptz, ${state}, ${fault}
    WHERE ${latest} IS DISTINCT FROM ${envelopeHash}
    ON CONFLICT (app_id, event_id) DO UPDATE SET deliveries = ${events}.deliveries + 1
    RETURNING deliveries, envelope_hash`;
}
