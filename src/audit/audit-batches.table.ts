import { bigint, boolean, json, primaryKey, timestamp, uuid } from 'drizzle-orm/pg-core';
import { liftgateSchema } from '../database/database.schema';
import type { AppId, InstanceId } from '../identifiers/guid';
import type { StoredRecord } from './stored-record';

/** The uses of the app's identity, many to a row. The migration says what the columns mean. */
export const auditBatchesTable = liftgateSchema.table(
  'audit_batches',
  {
    appId: uuid('app_id').$type<AppId>().notNull(),
    processId: uuid('process_id').notNull(),
    serial: bigint('serial', { mode: 'number' }).notNull(),
    firstAt: timestamp('first_at', { withTimezone: true }).notNull(),
    lastAt: timestamp('last_at', { withTimezone: true }).notNull(),
    instanceIds: uuid('instance_ids').array().$type<InstanceId[]>().notNull(),
    ended: boolean('ended').notNull(),
    records: json('records').$type<readonly StoredRecord[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.lastAt, table.processId, table.serial] })],
);
