import { Injectable } from '@nestjs/common';
import { and, eq, getTableColumns, lte, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { AppConfig } from '../config/app-config';
import { SystemDatabase } from '../database/system.database';
import type { Transaction } from '../database/transaction';
import { inMilliseconds, webhookEventsTable as events } from './webhook-events.table';

export type ClaimedEvent = typeof events.$inferSelect;

/** Longer than a handler and its transaction together may take: whoever holds an event still works on it. */
const LEASE_MS = 45_000;

/** Hands out stored events, each to one worker of all processes, and takes back what became of them. */
@Injectable()
export class WebhookQueue {
  constructor(
    private readonly config: AppConfig,
    private readonly database: SystemDatabase,
  ) {}

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
        .where(and(eq(events.appId, this.config.app.id), eq(events.state, 'pending'))),
    );
  }

  /** The next event that is due, the oldest of its instance, leased to the caller and counted as an attempt. */
  async claim(): Promise<ClaimedEvent | undefined> {
    const [claimed] = await this.database.run((tx) =>
      tx
        .update(events)
        .set({ attempts: sql`${events.attempts} + 1`, dueAt: inMilliseconds(LEASE_MS) })
        // A scalar subquery runs once; inside IN it may run again for every row, and lease more than one.
        .where(eq(events.arrival, sql`(${this.#next(tx)})`))
        .returning(getTableColumns(events)),
    );
    return claimed;
  }

  /**
   * Marks it as handled. Call it last in the transaction of its effects.
   * @throws Error when the lease was lost: somebody else has the event, and its effects
   */
  async finish(tx: Transaction, event: ClaimedEvent): Promise<void> {
    const held = await tx
      .update(events)
      .set({ state: 'handled', lastError: null, finishedAt: sql`now()` })
      .where(heldAs(event))
      .returning({ arrival: events.arrival });
    if (held.length === 0) throw new Error('The event was taken over, or said again of a later time.');
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
        .where(heldAs(event)),
    );
  }

  /** Gives it back as if it had not been tried. */
  async release(event: ClaimedEvent): Promise<void> {
    await this.database.run((tx) =>
      tx
        .update(events)
        .set({ attempts: event.attempts - 1, dueAt: sql`now()` })
        .where(heldAs(event)),
    );
  }

  #next(tx: Transaction) {
    const earlier = alias(events, 'earlier');
    const { id: appId } = this.config.app;
    return tx
      .select({ arrival: events.arrival })
      .from(events)
      .where(
        and(
          eq(events.appId, appId),
          eq(events.state, 'pending'),
          lte(events.dueAt, sql`now()`),
          notExists(
            tx
              .select({ arrival: earlier.arrival })
              .from(earlier)
              .where(
                and(
                  eq(earlier.appId, events.appId),
                  eq(earlier.instanceId, events.instanceId),
                  eq(earlier.state, 'pending'),
                  sql`${earlier.arrival} < ${events.arrival}`,
                ),
              ),
          ),
        ),
      )
      .orderBy(events.arrival)
      .limit(1)
      .for('update', { skipLocked: true });
  }
}

/**
 * The number of attempts is the lease's: whoever claims the event after it ran out has another. The time may have been
 * moved by a repetition, which whoever has the event does not know of.
 */
function heldAs({ arrival, attempts, eventTime }: ClaimedEvent) {
  return and(
    eq(events.arrival, arrival),
    eq(events.state, 'pending'),
    eq(events.attempts, attempts),
    eq(events.eventTime, eventTime),
  );
}
