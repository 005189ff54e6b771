import type { AppConfig } from '../config/app-config';
import { Database } from './database';
import { EMBEDDED_TIMEOUTS, SERVER_TIMEOUTS } from './database.timeouts';
import { EmbeddedPostgres } from './embedded.postgres';
import { readMigrations } from './migration';
import { PostgresServer } from './postgres.server';

/** The database that the configuration names, not yet started: a server by its URL, else the embedded one in its folder. */
export function createDatabase({ url, dataDir }: AppConfig['database']): Database {
  return url === undefined
    ? new Database(new EmbeddedPostgres(dataDir, EMBEDDED_TIMEOUTS), readMigrations(), EMBEDDED_TIMEOUTS)
    : new Database(new PostgresServer(url, SERVER_TIMEOUTS), readMigrations(), SERVER_TIMEOUTS);
}
