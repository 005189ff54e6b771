import { boolean, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { liftgateSchema } from '../database/database.schema';
import type { AppId } from '../identifiers/guid';
import type { SessionRole } from './session';
import { bytes, sessionHash } from './session-columns';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** One row for each session whose visitor has begun. The migration says what the columns mean. */
export const sessionsTable = liftgateSchema.table('sessions', {
  hash: sessionHash('hash').primaryKey(),
  appId: uuid('app_id').$type<AppId>().notNull(),
  role: text('role').$type<SessionRole>().notNull().default('visitor'),
  sealed: bytes('sealed'),
  subjectId: text('subject_id'),
  createdAt: moment('created_at').notNull(),
  usedAt: moment('used_at').notNull(),
  endsAt: moment('ends_at').notNull(),
  leaseUntil: moment('lease_until'),
  endedAt: moment('ended_at'),
  replaced: boolean('replaced').notNull().default(false),
});

export type SessionRow = typeof sessionsTable.$inferSelect;
