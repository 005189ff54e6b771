import { Client } from 'pg';
import { given } from '../support/app-config';
import { describeMigrations } from '../support/migrations.contract';
import { type RunningPostgres, startPostgres } from '../support/postgres.server';
import { createServerDatabase, openServerDatabase, serverDatabase } from '../support/server-database';

describe('on a server', () => {
  describeMigrations(openServerDatabase);
});

describe('several processes that start at once', () => {
  let server: RunningPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  }, 30_000);
  afterAll(() => server.stop());

  it('make the tables once', async () => {
    const { url, drop } = await createServerDatabase(server.url);
    const processes = await Promise.all(Array.from({ length: 6 }, () => serverDatabase(url)));
    const { rows } = await given(processes[0]).pool.query(
      'SELECT count(*)::int AS n FROM liftgate.migrations WHERE name = $1',
      ['0001_settings.sql'],
    );
    expect(rows).toEqual([{ n: 1 }]);
    await Promise.all(processes.map((process) => process.close()));
    await drop();
  });

  it('of two databases on one server share the role', async () => {
    const made = [await createServerDatabase(server.url), await createServerDatabase(server.url)];
    const opened = await Promise.all(made.map(({ url }) => serverDatabase(url)));
    await Promise.all(opened.map((process) => process.close()));
    for (const { drop } of made) await drop();
  });
});

describe('a login role that may not create roles', () => {
  it('is told what an administrator must do', async () => {
    const server = await startPostgres();
    const { url, drop } = await createServerDatabase(server.url);
    const admin = new Client(server.url);
    await admin.connect();
    try {
      const owner = new URL(url).username;
      await admin.query('DROP ROLE IF EXISTS liftgate_tenant');
      await admin.query(`ALTER ROLE ${owner} NOCREATEROLE`);
      await expect(serverDatabase(url)).rejects.toMatchObject({
        cause: expect.objectContaining({
          message: expect.stringContaining('CREATE ROLE liftgate_tenant NOLOGIN; GRANT liftgate_tenant TO'),
        }),
      });
    } finally {
      await admin.end();
      await drop();
      await server.stop();
    }
  }, 30_000);
});
