import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { Database } from '../../src/database/database';
import { EMBEDDED_TIMEOUTS } from '../../src/database/database.timeouts';
import { EmbeddedPostgres } from '../../src/database/embedded.postgres';
import { readMigrations } from '../../src/database/migration';
import { SystemDatabase } from '../../src/database/system.database';
import { TenantDatabase } from '../../src/database/tenant.database';
import { embeddedFolder } from './embedded-folder';

Logger.overrideLogger(false);

/** The owner may: row-level security is about rows. */
export const TRUNCATE = 'TRUNCATE liftgate.settings';

/** A started database, and the way past it that the gateway does not have. */
export interface TestDatabase {
  readonly database: Database;
  readonly tenants: TenantDatabase;
  readonly system: SystemDatabase;
  /** Connections as the gateway's own login role. */
  readonly pool: Pool;
  /** Removes the rows of all tenants, which nobody of the gateway may. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function embeddedDatabase(): Promise<TestDatabase> {
  const folder = await embeddedFolder();
  // Hundreds wait for the one session, on a machine that may have other things to do.
  const timeouts = { ...EMBEDDED_TIMEOUTS, connectionMs: 60_000 };
  const source = new EmbeddedPostgres(folder.dataDir, timeouts);
  const database = new Database(source, readMigrations(), timeouts);
  const system = new SystemDatabase(database);
  await system.ping();
  return {
    database,
    tenants: new TenantDatabase(database),
    system,
    pool: source.pool,
    clear: async () => {
      await source.pool.query(TRUNCATE);
    },
    close: async () => {
      await database.onApplicationShutdown();
      folder.remove();
    },
  };
}
