import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { Secret } from '../../src/config/secret';
import { Database } from '../../src/database/database';
import { SERVER_TIMEOUTS, type DatabaseTimeouts } from '../../src/database/database.timeouts';
import { readMigrations } from '../../src/database/migration';
import { PostgresServer } from '../../src/database/postgres.server';
import { SystemDatabase } from '../../src/database/system.database';
import { TenantDatabase } from '../../src/database/tenant.database';
import { startPostgres } from './postgres.server';
import { type TestDatabase, TRUNCATE } from './test-database';

/** A new database on a server, started; the server too, if need be. */
export async function openServerDatabase(): Promise<TestDatabase> {
  const server = await startPostgres();
  const { url, drop } = await createServerDatabase(server.url);
  // A crowd may wait long on a loaded machine; that it is refused in time is tested elsewhere.
  const opened = await serverDatabase(url, { ...SERVER_TIMEOUTS, connectionMs: 20_000 });
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await drop();
      await server.stop();
    },
  };
}

/** A new database on a server, owned by a role that is no superuser, as in production. @param url of a superuser */
export async function createServerDatabase(url: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `liftgate_test_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await asAdministrator(url, async (admin) => {
    await admin.query(`CREATE ROLE ${name} LOGIN CREATEROLE PASSWORD '${password}'`);
    await admin.query(`CREATE DATABASE ${name} OWNER ${name}`);
    // Since PostgreSQL 16 a role that another test's owner made is not this owner's to act as.
    const { rowCount } = await admin.query("SELECT FROM pg_roles WHERE rolname = 'liftgate_tenant'");
    if (rowCount === 1) await admin.query(`GRANT liftgate_tenant TO ${name}`);
  });
  const own = new URL(url);
  Object.assign(own, { username: name, password, pathname: `/${name}` });
  return {
    url: own.href,
    drop: () =>
      asAdministrator(url, async (admin) => {
        await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
        await admin.query(`DROP ROLE ${name}`);
      }),
  };
}

/** @param url of a role that owns the database, as `createServerDatabase` gives it */
export async function serverDatabase(url: string, timeouts: DatabaseTimeouts = SERVER_TIMEOUTS): Promise<TestDatabase> {
  const database = new Database(new PostgresServer(new Secret(url), timeouts), readMigrations(), timeouts);
  const system = new SystemDatabase(database);
  const pool = new Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  try {
    await system.ping();
  } catch (error) {
    await pool.end();
    await database.onApplicationShutdown();
    throw error;
  }
  return {
    database,
    tenants: new TenantDatabase(database),
    system,
    pool,
    clear: async () => {
      await pool.query(TRUNCATE);
    },
    close: async () => {
      await pool.end();
      await database.onApplicationShutdown();
    },
  };
}

async function asAdministrator(url: string, work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client(url);
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
