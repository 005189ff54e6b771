import { and, desc, eq, getTableColumns, inArray, lt, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { SystemDatabase } from '../database/system.database';
import type { AppId } from '../identifiers/guid';
import type { WebhookEventState } from './webhook-event';
import { webhookEventsTable as events } from './webhook-events.table';

/** An event as `npm run webhooks -- list` prints it. */
export interface ListedEvent {
  readonly id: string;
  readonly eventType: string;
  readonly instanceId: string | null;
  readonly state: WebhookEventState;
  readonly attempts: number;
  readonly deliveries: number;
  readonly receivedAt: string;
  readonly lastError: string | null;
  /** Where the next page begins. */
  readonly arrival: number;
}

/** With what Wix signed, and when it is due. */
export interface ShownEvent extends ListedEvent {
  readonly eventTime: string;
  readonly dueAt: string;
  readonly finishedAt: string | null;
  readonly envelope: string;
}

const PAGE = 1_000;
/** What may be tried again, and what may be given up. */
const REPLAYABLE: readonly WebhookEventState[] = ['dead_letter', 'discarded', 'unknown_type'];
const DISCARDABLE: readonly WebhookEventState[] = ['pending', 'dead_letter', 'unknown_type'];

/** What the command may do to the inbox of one app. */
export class InboxAdministration {
  constructor(
    private readonly database: SystemDatabase,
    private readonly appId: AppId,
  ) {}

  /** A page of events, the newest first. */
  async list(state: WebhookEventState | undefined, before: number | undefined): Promise<readonly ListedEvent[]> {
    const rows = await this.database.run((tx) =>
      tx
        .select()
        .from(events)
        .where(
          and(
            eq(events.appId, this.appId),
            state === undefined ? undefined : eq(events.state, state),
            before === undefined ? undefined : lt(events.arrival, before),
          ),
        )
        .orderBy(desc(events.arrival))
        .limit(PAGE),
    );
    return rows.map(listed);
  }

  async show(id: string): Promise<ShownEvent | undefined> {
    const [row] = await this.database.run((tx) => tx.select().from(events).where(this.#named(id)));
    if (row === undefined) return undefined;
    return {
      ...listed(row),
      eventTime: row.eventTime.toISOString(),
      dueAt: row.dueAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
      envelope: row.envelope,
    };
  }

  /** Has it handled anew, with all its attempts. `undefined` unless it is an event that nobody will handle. */
  replay(id: string): Promise<ListedEvent | undefined> {
    return this.#change(id, REPLAYABLE, {
      state: 'pending',
      attempts: 0,
      failures: 0,
      dueAt: sql`now()`,
      finishedAt: null,
    });
  }

  /** Gives it up. `undefined` unless it is an event that was not handled. */
  discard(id: string): Promise<ListedEvent | undefined> {
    return this.#change(id, DISCARDABLE, { state: 'discarded', finishedAt: sql`now()` });
  }

  async #change(
    id: string,
    from: readonly WebhookEventState[],
    change: PgUpdateSetSource<typeof events>,
  ): Promise<ListedEvent | undefined> {
    const [row] = await this.database.run((tx) =>
      tx
        .update(events)
        .set(change)
        .where(and(this.#named(id), inArray(events.state, [...from])))
        .returning(getTableColumns(events)),
    );
    return row && listed(row);
  }

  #named(id: string) {
    return and(eq(events.appId, this.appId), eq(events.eventId, id));
  }
}

function listed(row: typeof events.$inferSelect): ListedEvent {
  const { eventId: id, eventType, instanceId, state, attempts, deliveries, receivedAt, lastError, arrival } = row;
  return {
    id,
    eventType,
    instanceId,
    state,
    attempts,
    deliveries,
    receivedAt: receivedAt.toISOString(),
    lastError,
    arrival,
  };
}
