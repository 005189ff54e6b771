import { primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { liftgateSchema } from '../database/database.schema';
import type { AppId, InstanceId, SiteId } from '../identifiers/guid';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Every app instance that was ever heard of. The migrations say what the columns mean. */
export const installationsTable = liftgateSchema.table(
  'installations',
  {
    appId: uuid('app_id').$type<AppId>().notNull(),
    instanceId: uuid('instance_id').$type<InstanceId>().notNull(),
    siteId: uuid('site_id').$type<SiteId>(),
    originInstanceId: uuid('origin_instance_id').$type<InstanceId>(),
    plan: text('plan'),
    installedAt: moment('installed_at'),
    removedAt: moment('removed_at'),
    lifecycleAt: moment('lifecycle_at'),
    planAt: moment('plan_at'),
    purgedAt: moment('purged_at'),
    reinstalledAt: moment('reinstalled_at'),
    changedAt: moment('changed_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.instanceId] })],
);
