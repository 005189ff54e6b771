import { Injectable } from '@nestjs/common';
import { type SQL, sql } from 'drizzle-orm';
import { DatabaseUnavailableError } from '../database/database-unavailable.error';
import { SystemDatabase } from '../database/system.database';
import type { Transaction } from '../database/transaction';
import type { Effects } from './event.handler';
import { isStatement, STATEMENTS } from './lifecycle-events';
import type { ReceivedEvent } from './received-event';
import type { WebhookEventState } from './webhook-event';
import { webhookEventsTable as events } from './webhook-events.table';

/** What storing an event came to. `conflicting`: its id is known with another payload, which is kept as it was. */
export type Reception = 'stored' | 'duplicate' | 'conflicting';

/** What comes with an event into the inbox. */
export interface ArrivalOptions {
  /** For a lifecycle event: what happens in the transaction that stores it, or that finds it stored with this payload. */
  readonly effects?: Effects | undefined;
  /** Nobody waits for it any more: it need not be stored unless that is under way. */
  readonly signal?: AbortSignal;
}

/** An event on its way into the inbox. */
interface Arrival extends ArrivalOptions {
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
   * @throws DatabaseUnavailableError when it cannot be stored now; never settles when it was given up before
   */
  store(event: ReceivedEvent, state: WebhookEventState, options: ArrivalOptions = {}): Promise<Reception> {
    return new Promise((stored, failed) => {
      this.#waiting.push({ event, state, stored, failed, ...options });
      if (!this.#writing) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#writing = true;
    for (let batch = this.#nextBatch(); batch.length > 0; batch = this.#nextBatch()) await this.#storeAll(batch);
    this.#writing = false;
  }

  /**
   * A statement can't meet the same event twice, and two processes must not meet the same two in another order: each would
   * wait for the other. Lifecycle events have a statement of their own.
   */
  #nextBatch(): readonly Arrival[] {
    // A store that is slow would else work on what Wix was told to send again, and late on what came since.
    this.#waiting = this.#waiting.filter(({ signal }) => signal?.aborted !== true);
    const [first] = this.#waiting;
    if (first !== undefined && isStatement(first.event.eventType)) return this.#waiting.splice(0, 1);
    const batch = new Map<string, Arrival>();
    const later: Arrival[] = [];
    for (const arrival of this.#waiting) {
      const fits = batch.size < BATCH && !isStatement(arrival.event.eventType) && !batch.has(arrival.event.eventId);
      if (fits) batch.set(arrival.event.eventId, arrival);
      else later.push(arrival);
    }
    this.#waiting = later;
    return [...batch.values()].sort((one, other) => (one.event.eventId < other.event.eventId ? -1 : 1));
  }

  /** Never rejects. */
  async #storeAll(batch: readonly Arrival[]): Promise<void> {
    try {
      const receptions = await this.database.run((tx) => storeIn(tx, batch));
      batch.forEach(({ stored }, index) => {
        stored(receptions[index] ?? 'duplicate');
      });
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

async function storeIn(tx: Transaction, batch: readonly Arrival[]): Promise<readonly Reception[]> {
  const [first] = batch;
  if (first !== undefined && isStatement(first.event.eventType)) await tx.execute(turnOf(first.event));
  // What `insertion` returns; a raw statement has no type.
  const rows = (await tx.execute(insertion(batch))) as unknown as readonly StoredRow[];
  const known = new Map(rows.map((row) => [row.event_id, row]));
  const receptions = batch.map(({ event }) => receptionOf(event, known.get(event.eventId)));
  if (receptions[0] !== 'conflicting') await first?.effects?.(tx);
  return receptions;
}

function receptionOf({ envelopeHash }: ReceivedEvent, row: StoredRow | undefined): Reception {
  if (row === undefined) return 'duplicate';
  if (row.deliveries === 1) return 'stored';
  return row.envelope_hash === envelopeHash ? 'duplicate' : 'conflicting';
}

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
  if (first !== undefined && isStatement(first.event.eventType)) {
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
 * whose event is late must not count. Handlers do not hear of it.
 */
function repetition({ appId, eventId, instanceId, envelopeHash }: ReceivedEvent, time: SQL): SQL {
  return sql`
    UPDATE ${events} SET deliveries = deliveries + 1, event_time = greatest(event_time, ${time})
    WHERE event_id <> ${eventId} AND envelope_hash = ${envelopeHash} AND arrival = (
      SELECT arrival FROM ${events}
      WHERE app_id = ${appId} AND instance_id = ${instanceId ?? null} AND event_type IN ${[...STATEMENTS]}
      ORDER BY event_time DESC, arrival DESC LIMIT 1)
    RETURNING arrival`;
}
