import { timestamp } from 'drizzle-orm/pg-core';
import { liftgateSchema } from '../database/database.schema';
import { bytes, sessionHash } from './session-columns';

/** Logins under way. The migration says what the columns mean. */
export const sessionLoginsTable = liftgateSchema.table('session_logins', {
  stateHash: bytes('state_hash').primaryKey(),
  sessionHash: sessionHash('session_hash').notNull(),
  sealed: bytes('sealed').notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
});
