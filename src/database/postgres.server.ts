import { Pool } from 'pg';
import type { Secret } from '../config/secret';
import type { ConnectionSource } from './connection-source';
import type { DatabaseTimeouts } from './database.timeouts';
import { within } from './deadline';
import { warnOfBoundlessLogin } from './login-role';
import { surviveLostConnections } from './lost-connections';

const MAX_CONNECTIONS = 10;
const CLOSE_MS = 1_000;

/** A PostgreSQL server. TLS is what the URL says (`sslmode`, `sslrootcert`, …). */
export class PostgresServer implements ConnectionSource {
  readonly description = 'PostgreSQL at DATABASE_URL';
  readonly pool: Pool;
  #warned = false;

  constructor(url: Secret, timeouts: DatabaseTimeouts) {
    this.pool = new Pool({
      application_name: 'liftgate',
      connectionString: url.reveal(),
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: timeouts.connectionMs,
      // The server's own timeout is set with each transaction; this one also ends the wait for a server that hangs.
      query_timeout: timeouts.statementMs + timeouts.graceMs,
      keepAlive: true,
    });
    surviveLostConnections(this.pool);
  }

  claim(): Promise<void> {
    // A server takes any number of processes.
    return Promise.resolve();
  }

  async open(): Promise<void> {
    // It runs already, or it does not. Once: until the tables are ready too, this is tried again.
    if (!this.#warned) await warnOfBoundlessLogin(this.pool);
    this.#warned = true;
  }

  rest(): void {
    // What a server does by itself is none of ours.
  }

  async close(): Promise<void> {
    // A server that hangs does not say goodbye.
    await within(CLOSE_MS, this.pool.end()).catch(() => undefined);
  }
}
