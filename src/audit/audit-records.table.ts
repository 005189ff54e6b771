import { bigint, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Identity } from '../auth/identity';
import { liftgateSchema } from '../database/database.schema';
import type { UseResult } from '../elevation/audit';
import type { AppId, InstanceId } from '../identifiers/guid';
import type { WixCall } from '../wix/wix-call';

/** The uses of the app's identity. The migration says what the columns mean. */
export const auditRecordsTable = liftgateSchema.table(
  'audit_records',
  {
    appId: uuid('app_id').$type<AppId>().notNull(),
    at: timestamp('at', { withTimezone: true }).notNull(),
    processId: uuid('process_id').notNull(),
    serial: bigint('serial', { mode: 'number' }).notNull(),
    instanceId: uuid('instance_id').$type<InstanceId>().notNull(),
    identityType: text('identity_type').$type<Identity['type']>().notNull(),
    identityId: text('identity_id').notNull(),
    route: text('route').notNull(),
    wixCall: text('wix_call').$type<WixCall>().notNull(),
    outcome: text('outcome').$type<UseResult['outcome'] | 'started'>().notNull(),
    result: text('result'),
    requestId: text('request_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.at, table.processId, table.serial] })],
);
