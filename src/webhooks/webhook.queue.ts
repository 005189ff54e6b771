import { Injectable } from '@nestjs/common';
import { and, eq, getTableColumns, gt, type SQL, sql } from 'drizzle-orm';
import { AppConfig } from '../config/app-config';
import { SystemDatabase } from '../database/system.database';
import type { Transaction } from '../database/transaction';
import type { InstanceId } from '../identifiers/guid';
import { LeaseLostError } from './lease-lost.error';
import { inMilliseconds, webhookEventsTable as events } from './webhook-events.table';

export type ClaimedEvent = typeof events.$inferSelect;

/**
 * Twice what one handler may take, and more: it begins anew before each of them, so whoever holds an event still works on
 * it. What a killed process had waits as long.
 */
const LEASE_MS = 45_000;
/** Of so many instances the next event is looked at, where other processes may just be taking some of them. */
const CANDIDATES = 32;
/** Any number that no other user of the server's advisory locks takes as the first of two. */
const LOCKS = 471_728_311;

/** Of an event that is due, as the database writes it. */
interface FreeEvent {
  readonly arrival: string;
  readonly instance_id: InstanceId | null;
}

/** Hands out stored events, each to one worker of all processes, and takes back what became of them. */
@Injectable()
export class WebhookQueue {
  /** Whose event was handed out last. */
  #last: InstanceId | undefined;
  /** What was given back. Its number of attempts is the next worker's too, and does not tell the two apart. */
  readonly #released = new WeakSet<ClaimedEvent>();
  readonly #pending: SQL;

  constructor(
    private readonly config: AppConfig,
    private readonly database: SystemDatabase,
  ) {
    this.#pending = sql`app_id = ${config.app.id} AND state = 'pending'`;
  }

  /**
   * Ends the leases of a process that was killed. Only the embedded database can know that it was: it serves one process,
   * which has just started. With a server they run out.
   */
  async recover(): Promise<void> {
    if (this.config.database.url !== undefined) return;
    await this.database.run((tx) =>
      tx
        .update(events)
        .set({ dueAt: sql`now()` })
        .where(and(eq(events.appId, this.config.app.id), eq(events.state, 'pending'), gt(events.dueAt, sql`now()`))),
    );
  }

  /**
   * An event that is due, the oldest of its instance, leased to the caller and counted as an attempt. Instances take
   * turns: what waits for one, be it thousands, holds up no other, and is not even looked at.
   */
  async claim(): Promise<ClaimedEvent | undefined> {
    const last = this.#last;
    const claimed =
      last === undefined
        ? await this.#claimOf(sql`instance_id IS NOT NULL`)
        : ((await this.#claimOf(sql`instance_id > ${last}`)) ?? (await this.#claimOf(sql`instance_id <= ${last}`)));
    this.#last = claimed?.instanceId ?? undefined;
    return claimed;
  }

  /** Begins its lease anew. @throws LeaseLostError when it was lost: whoever has the event runs its handlers */
  async renew(event: ClaimedEvent): Promise<void> {
    const held = await this.database.run((tx) =>
      tx
        .update(events)
        .set({ dueAt: inMilliseconds(LEASE_MS) })
        .where(this.#heldAs(event))
        .returning({ arrival: events.arrival }),
    );
    if (held.length === 0) throw new LeaseLostError();
  }

  /**
   * Marks it as handled. Call it last in the transaction of its effects.
   * @throws LeaseLostError when it was lost: somebody else has the event, and its effects
   */
  async finish(tx: Transaction, event: ClaimedEvent): Promise<void> {
    const held = await tx
      .update(events)
      .set({ state: 'handled', lastError: null, finishedAt: sql`now()` })
      .where(this.#heldAs(event))
      .returning({ arrival: events.arrival });
    if (held.length === 0) throw new LeaseLostError();
  }

  /** Puts it with those that nobody handles, from where it can be replayed. */
  async shelve(event: ClaimedEvent): Promise<void> {
    await this.database.run((tx) =>
      tx
        .update(events)
        .set({ state: 'unknown_type', finishedAt: sql`now()` })
        .where(this.#heldAs(event)),
    );
  }

  /** To be tried again after `pauseMs`; not at all when there is none. */
  async fail(event: ClaimedEvent, error: string, pauseMs: number | undefined): Promise<void> {
    const change =
      pauseMs === undefined
        ? { state: 'dead_letter' as const, finishedAt: sql`now()` }
        : { dueAt: inMilliseconds(pauseMs) };
    await this.database.run((tx) =>
      tx
        .update(events)
        .set({ lastError: error, failures: event.failures + 1, ...change })
        .where(this.#heldAs(event)),
    );
  }

  /** Gives it back as if it had not been tried. Whoever still works on it here has lost it. */
  async release(event: ClaimedEvent): Promise<void> {
    const held = this.#heldAs(event);
    this.#released.add(event);
    await this.database.run((tx) =>
      tx
        .update(events)
        .set({ attempts: event.attempts - 1, dueAt: sql`now()` })
        .where(held),
    );
  }

  /**
   * Found and claimed by two statements: what is committed while the first one looks, another process may have claimed by
   * then. The second one sees both, for from then on the instance is locked, and then claims nothing: to reach for another
   * event could be to wait for who waits for this one.
   *
   * @param which whose turn it is
   */
  #claimOf(which: SQL): Promise<ClaimedEvent | undefined> {
    return this.database.run(async (tx) => {
      const [free] = await this.#lockFree(tx, which);
      if (free === undefined) return undefined;
      const { arrival, instance_id: instanceId } = free;
      const isNext = sql`arrival = (SELECT arrival FROM (${this.#oldest(sql`instance_id >= ${instanceId}`)}) AS oldest)
        AND NOT EXISTS (${this.#begunOf(sql`${instanceId}`)})`;
      const [claimed] = await tx
        .update(events)
        .set({ attempts: sql`${events.attempts} + 1`, dueAt: inMilliseconds(LEASE_MS) })
        .where(and(sql`arrival = ${arrival}`, instanceId === null ? undefined : isNext))
        .returning(getTableColumns(events));
      return claimed;
    });
  }

  /** An event that nobody else reaches for; and until the transaction ends nobody else claims another of its instance. */
  async #lockFree(tx: Transaction, which: SQL): Promise<readonly FreeEvent[]> {
    const candidates = this.config.database.url === undefined ? 1 : CANDIDATES;
    // One look into the index for each instance, until there are candidates enough.
    const rows = await tx.execute(sql`
      WITH RECURSIVE heads AS (
        (${this.#oldest(which)})
        UNION ALL
        SELECT next.* FROM heads, LATERAL (${this.#oldest(sql`${which} AND ${events.instanceId} > heads.instance_id`)}) AS next
      ), due AS (
        SELECT arrival FROM heads WHERE due_at <= now() AND NOT EXISTS (${this.#begunOf(sql`heads.instance_id`)})
        UNION ALL
        SELECT arrival FROM ${events} WHERE ${this.#pending} AND instance_id IS NULL AND due_at <= now()
        LIMIT ${candidates}
      ), free AS (
        SELECT arrival, app_id, instance_id FROM ${events}
        WHERE arrival = ANY (ARRAY(SELECT arrival FROM due)) AND ${this.#pending} AND due_at <= now()
        ORDER BY instance_id, arrival LIMIT 1 FOR UPDATE SKIP LOCKED
      )
      SELECT arrival, instance_id, pg_advisory_xact_lock(${LOCKS}::int, hashtext(app_id || ' ' || instance_id)) FROM free`);
    // A raw statement has no type.
    return rows as unknown as readonly FreeEvent[];
  }

  /** The oldest event of the first instance of `which`. */
  #oldest(which: SQL): SQL {
    return sql`
      SELECT arrival, instance_id, due_at FROM ${events}
      WHERE ${this.#pending} AND ${which} ORDER BY instance_id, arrival LIMIT 1`;
  }

  /** What is under way of an instance; its oldest may have come back to the queue since, by a replay. */
  #begunOf(instanceId: SQL): SQL {
    return sql`
      SELECT FROM ${events} AS begun WHERE ${this.#pending} AND attempts > failures AND begun.instance_id = ${instanceId}
        AND begun.due_at > now()`;
  }

  /** The number of attempts is the lease's: whoever claims the event after it ran out has another. */
  #heldAs(event: ClaimedEvent): SQL | undefined {
    if (this.#released.has(event)) return sql`false`;
    return and(eq(events.arrival, event.arrival), eq(events.state, 'pending'), eq(events.attempts, event.attempts));
  }
}
