import { sql } from 'drizzle-orm';
import { boolean, primaryKey, text } from 'drizzle-orm/pg-core';
import { liftgateSchema, tenantColumns } from '../../database/database.schema';
import type { WidgetSettings } from './widget-settings';

/** The settings of each app instance that saved some. */
export const settingsTable = liftgateSchema.table(
  'settings',
  {
    ...tenantColumns(),
    title: text('title').notNull(),
    theme: text('theme').$type<WidgetSettings['theme']>().notNull(),
    accentColor: text('accent_color').notNull(),
    published: boolean('published').notNull(),
    /** Another value with every save, and never the same again. */
    revision: text('revision')
      .notNull()
      .default(sql`gen_random_uuid()::text`),
  },
  (table) => [primaryKey({ columns: [table.appId, table.instanceId] })],
);
