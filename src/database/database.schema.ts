import { sql } from 'drizzle-orm';
import { pgSchema, uuid } from 'drizzle-orm/pg-core';

/** The one schema of the gateway's tables. */
export const liftgateSchema = pgSchema('liftgate');

/**
 * The columns that lead every tenant table and its keys. The database fills them from the transaction and refuses other
 * values, so that no statement needs to name a tenant.
 */
export const tenantColumns = () => ({
  appId: uuid('app_id')
    .notNull()
    .default(sql`nullif(current_setting('liftgate.app_id', true), '')::uuid`),
  instanceId: uuid('instance_id')
    .notNull()
    .default(sql`nullif(current_setting('liftgate.instance_id', true), '')::uuid`),
});
