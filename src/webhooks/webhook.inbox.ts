import { Injectable } from '@nestjs/common';
import { type SQL, sql } from 'drizzle-orm';
import { DatabaseUnavailableError } from '../database/database-unavailable.error';
import { SystemDatabase } from '../database/system.database';
import { STATEMENTS } from './lifecycle-events';
import type { ReceivedEvent } from './received-event';
import type { WebhookEventState } from './webhook-event';
import { webhookEventsTable as events } from './webhook-events.table';

/** What storing an event came to. `conflicting`: its id is known with another payload, which is kept as it was. */
export type Reception = 'stored' | 'duplicate' | 'conflicting';

/** An event on its way into the inbox. */
interface Arrival {
  readonly event: ReceivedEvent;
  readonly state: WebhookEventState;
  readonly stored: (reception: Reception) => void;
  readonly failed: (error: unknown) => void;
}

/** What `insertion` returns. */
interface StoredRow {
  readonly event_id: string;
  readonly deliveries: number;
  readonly envelope_hash: string;
}

/** Any number that no other user of the server's advisory locks takes as the first of two. */
const LOCKS = 471_728_310;
/** Far below what one statement may hold, and far above what comes while one runs. */
const BATCH = 100;

/**
 * Where events are kept before they are handled. What arrives while a statement runs is stored together by the next one:
 * a transaction for each takes the embedded database to its end at some three hundred a second.
 */
@Injectable()
export class WebhookInbox {
  #waiting: Arrival[] = [];
  #writing = false;

  constructor(private readonly database: SystemDatabase) {}

  /**
   * Stores the event unless it is there, so that of deliveries that come together, here or at another process, one is
   * stored.
   * @throws DatabaseUnavailableError when it cannot be stored now
   */
  store(event: ReceivedEvent, state: WebhookEventState): Promise<Reception> {
    return new Promise((stored, failed) => {
      this.#waiting.push({ event, state, stored, failed });
      if (!this.#writing) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) await this.#storeAll(this.#nextBatch());
    this.#writing = false;
  }

  /**
   * A statement can't meet the same event twice, and two processes must not meet the same two in another order: each would
   * wait for the other. Lifecycle events have a statement of their own.
   */
  #nextBatch(): readonly Arrival[] {
    const [first] = this.#waiting;
    if (first !== undefined && isLifecycle(first.event)) return this.#waiting.splice(0, 1);
    const batch = new Map<string, Arrival>();
    const later: Arrival[] = [];
    for (const arrival of this.#waiting) {
      const fits = batch.size < BATCH && !isLifecycle(arrival.event) && !batch.has(arrival.event.eventId);
      if (fits) batch.set(arrival.event.eventId, arrival);
      else later.push(arrival);
    }
    this.#waiting = later;
    return [...batch.values()].sort((one, other) => (one.event.eventId < other.event.eventId ? -1 : 1));
  }

  /** Never rejects. */
  async #storeAll(batch: readonly Arrival[]): Promise<void> {
    try {
      const rows = await this.database.run(async (tx) => {
        const [first] = batch;
        if (first !== undefined && isLifecycle(first.event)) await tx.execute(turnOf(first.event));
        return tx.execute(insertion(batch));
      });
      // What `insertion` returns; a raw statement has no type.
      const known = new Map((rows as unknown as readonly StoredRow[]).map((row) => [row.event_id, row]));
      for (const { event, stored } of batch) stored(receptionOf(event, known.get(event.eventId)));
    } catch (error) {
      if (error instanceof DatabaseUnavailableError || batch.length === 1) {
        for (const { failed } of batch) failed(error);
        return;
      }
      // One that the database refuses must not take the others with it.
      const half = batch.length / 2;
      await this.#storeAll(batch.slice(0, half));
      await this.#storeAll(batch.slice(half));
    }
  }
}

function receptionOf({ envelopeHash }: ReceivedEvent, row: StoredRow | undefined): Reception {
  if (row === undefined) return 'duplicate';
  if (row.deliveries === 1) return 'stored';
  return row.envelope_hash === envelopeHash ? 'duplicate' : 'conflicting';
}

const isLifecycle = ({ eventType }: ReceivedEvent): boolean => STATEMENTS.includes(eventType);

/**
 * Until the transaction ends, nobody else stores a statement on the instance. A statement of its own: the next one then
 * sees what whoever came before has stored. It is the first lock of its transaction, and taken by no other kind.
 */
function turnOf({ appId, instanceId }: ReceivedEvent): SQL {
  return sql`SELECT pg_advisory_xact_lock(${LOCKS}::int, hashtext(${`${appId} ${instanceId ?? ''}`}))`;
}

/** For a lifecycle event, which comes alone, it returns no row when that repeats the latest statement on its instance. */
function insertion(batch: readonly Arrival[]): SQL {
  const columns = sql`app_id, event_id, event_type, instance_id, envelope, envelope_hash, event_time, state, last_error`;
  const result = sql`
    ON CONFLICT (app_id, event_id) DO UPDATE SET deliveries = ${events}.deliveries + 1
    RETURNING event_id, deliveries, envelope_hash`;
  const [first] = batch;
  if (first !== undefined && isLifecycle(first.event)) {
    return sql`
      WITH repeated AS (${repetition(first.event, timeOf(first.event))})
      INSERT INTO ${events} (${columns}) SELECT ${valuesOf(first)} WHERE NOT EXISTS (SELECT FROM repeated) ${result}`;
  }
  const rows = batch.map((arrival) => sql`(${valuesOf(arrival)})`);
  return sql`INSERT INTO ${events} (${columns}) VALUES ${sql.join(rows, sql`, `)} ${result}`;
}

function valuesOf({ event, state }: Arrival): SQL {
  const { appId, eventId, eventType, instanceId = null, envelope, envelopeHash, fault = null } = event;
  return sql`${appId}::uuid, ${eventId}, ${eventType}, ${instanceId}::uuid, ${envelope}, ${envelopeHash}, ${timeOf(event)}, ${state}, ${fault}`;
}

const timeOf = ({ eventTime }: ReceivedEvent): SQL => sql`${new Date(eventTime).toISOString()}::timestamptz`;

/**
 * Is the latest statement on the instance this very one? Then it is true of the later time too, and a change in between
 * whose event is late must not count. Only handlers that ask for repetitions hear of it, and of one that still waits for
 * its turn, or runs, whoever finishes it.
 */
function repetition({ appId, eventId, instanceId, envelopeHash }: ReceivedEvent, time: SQL): SQL {
  const isNews = sql`(state = 'handled' AND event_time < ${time})`;
  return sql`
    UPDATE ${events} SET
      deliveries = deliveries + 1,
      event_time = greatest(event_time, ${time}),
      repeated = repeated OR ${isNews},
      attempts = CASE WHEN ${isNews} AND NOT repeated THEN 0 ELSE attempts END,
      failures = CASE WHEN ${isNews} THEN 0 ELSE failures END,
      due_at = CASE WHEN ${isNews} THEN now() ELSE due_at END,
      state = CASE WHEN ${isNews} THEN 'pending' ELSE state END
    WHERE event_id <> ${eventId} AND envelope_hash = ${envelopeHash} AND arrival = (
      SELECT arrival FROM ${events}
      WHERE app_id = ${appId} AND instance_id = ${instanceId ?? null} AND event_type IN ${[...STATEMENTS]}
      ORDER BY event_time DESC, arrival DESC LIMIT 1)
    RETURNING arrival`;
}
