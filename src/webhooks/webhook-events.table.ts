import { sql } from 'drizzle-orm';
import { bigint, integer, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { liftgateSchema } from '../database/database.schema';
import type { AppId, InstanceId } from '../identifiers/guid';
import type { WebhookEventState } from './webhook-event';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** The inbox. The migration says what the columns mean. */
export const webhookEventsTable = liftgateSchema.table(
  'webhook_events',
  {
    arrival: bigint('arrival', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
    appId: uuid('app_id').$type<AppId>().notNull(),
    eventId: text('event_id').notNull(),
    eventType: text('event_type').notNull(),
    instanceId: uuid('instance_id').$type<InstanceId>(),
    envelope: text('envelope').notNull(),
    envelopeHash: text('envelope_hash').notNull(),
    eventTime: moment('event_time').notNull(),
    state: text('state').$type<WebhookEventState>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    failures: integer('failures').notNull().default(0),
    dueAt: moment('due_at').notNull().defaultNow(),
    lastError: text('last_error'),
    deliveries: integer('deliveries').notNull().default(1),
    receivedAt: moment('received_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
  },
  (table) => [unique().on(table.appId, table.eventId)],
);

/** So many milliseconds from now, by the database's clock: processes may disagree on theirs. */
export const inMilliseconds = (ms: number) => sql`now() + ${ms} * interval '1 millisecond'`;
