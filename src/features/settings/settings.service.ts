import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { inArray, sql } from 'drizzle-orm';
import type { InstanceContext } from '../../auth/instance-context';
import { TenantDatabase } from '../../database/tenant.database';
import { CodedError } from '../../errors/coded.error';
import { settingsTable } from './settings.table';
import { DEFAULT_SETTINGS, type WidgetSettings } from './widget-settings';

/** Settings, and the revision of them that `ETag` and `If-Match` speak of. */
export interface RevisedSettings {
  readonly settings: WidgetSettings;
  readonly revision: string;
}

/** The defaults are a representation like any other; a release that changes them changes their revision. */
const DEFAULTS: RevisedSettings = {
  settings: DEFAULT_SETTINGS,
  revision: `default-${createHash('sha256').update(JSON.stringify(DEFAULT_SETTINGS)).digest('hex').slice(0, 16)}`,
};

const COLUMNS = {
  title: settingsTable.title,
  theme: settingsTable.theme,
  accentColor: settingsTable.accentColor,
  published: settingsTable.published,
  revision: settingsTable.revision,
};

@Injectable()
export class SettingsService {
  constructor(private readonly database: TenantDatabase) {}

  /** What was saved last for this instance, or the defaults. */
  async read(instance: InstanceContext): Promise<RevisedSettings> {
    const [saved] = await this.database.run(instance, (tx) => tx.select(COLUMNS).from(settingsTable));
    return saved === undefined ? DEFAULTS : revised(saved);
  }

  /**
   * Replaces the settings. The revision is compared in the statement that writes, so of two writers who name the same one
   * exactly one succeeds.
   * @param revisions those that may be replaced; `*` is any
   * @throws CodedError `precondition_failed` when the current revision is none of them
   */
  async save(
    instance: InstanceContext,
    { title, theme, accentColor, published }: WidgetSettings,
    revisions: '*' | readonly string[],
  ): Promise<RevisedSettings> {
    const values = { title, theme, accentColor, published };
    const change = { ...values, revision: sql`gen_random_uuid()::text` };
    const current = revisions === '*' ? undefined : inArray(settingsTable.revision, [...revisions]);
    const [saved] = await this.database.run(instance, (tx) =>
      revisions === '*' || revisions.includes(DEFAULTS.revision)
        ? tx
            .insert(settingsTable)
            .values(values)
            .onConflictDoUpdate({
              target: [settingsTable.appId, settingsTable.instanceId],
              set: change,
              ...(current && { setWhere: current }),
            })
            .returning(COLUMNS)
        : tx.update(settingsTable).set(change).where(current).returning(COLUMNS),
    );
    if (saved === undefined) {
      throw new CodedError('precondition_failed', 'The settings were changed since; read them again and repeat.');
    }
    return revised(saved);
  }
}

function revised({ revision, ...settings }: WidgetSettings & { readonly revision: string }): RevisedSettings {
  return { settings, revision };
}
