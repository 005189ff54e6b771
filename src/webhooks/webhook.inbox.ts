import { Injectable } from '@nestjs/common';
import { type SQL, sql } from 'drizzle-orm';
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
function insertion(event: ReceivedEvent, state: WebhookEventState): SQL {
  const { appId, eventId, eventType, instanceId = null, envelope, envelopeHash, fault = null } = event;
  const time = sql`${new Date(event.eventTime).toISOString()}::timestamptz`;
  const insert = sql`
    INSERT INTO ${events} (app_id, event_id, event_type, instance_id, envelope, envelope_hash, event_time, state, last_error)
    SELECT ${appId}::uuid, ${eventId}, ${eventType}, ${instanceId}::uuid, ${envelope}, ${envelopeHash}, ${time}, ${state}, ${fault}`;
  const result = sql`
    ON CONFLICT (app_id, event_id) DO UPDATE SET deliveries = ${events}.deliveries + 1
    RETURNING deliveries, envelope_hash`;
  if (!STATEMENTS.includes(eventType)) return sql`${insert} ${result}`;
  return sql`WITH repeated AS (${repetition(event, time)}) ${insert} WHERE NOT EXISTS (SELECT FROM repeated) ${result}`;
}

/**
 * Is the latest statement on the instance this very one? Then it is true of the later time too, and a change in between
 * whose event is late must not count. Only handlers that ask for repetitions hear of it.
 */
function repetition({ appId, eventId, instanceId, envelopeHash }: ReceivedEvent, time: SQL): SQL {
  const isNews = sql`(state IN ('handled', 'pending') AND event_time < ${time})`;
  return sql`
    UPDATE ${events} SET
      deliveries = deliveries + 1,
      event_time = greatest(event_time, ${time}),
      repeated = repeated OR (state = 'handled' AND ${isNews}),
      attempts = CASE WHEN state = 'handled' AND ${isNews} THEN 0 ELSE attempts END,
      failures = CASE WHEN state = 'handled' AND ${isNews} THEN 0 ELSE failures END,
      due_at = CASE WHEN ${isNews} THEN now() ELSE due_at END,
      state = CASE WHEN ${isNews} THEN 'pending' ELSE state END
    WHERE event_id <> ${eventId} AND envelope_hash = ${envelopeHash} AND arrival = (
      SELECT arrival FROM ${events}
      WHERE app_id = ${appId} AND instance_id = ${instanceId ?? null} AND event_type IN ${[...STATEMENTS]}
      ORDER BY event_time DESC, arrival DESC LIMIT 1)
    RETURNING arrival`;
}
