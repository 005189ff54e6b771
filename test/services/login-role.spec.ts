import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { type RunningPostgres, startPostgres } from '../support/postgres.server';
import { createServerDatabase, serverDatabase } from '../support/server-database';

describe('the login role of DATABASE_URL', () => {
  let server: RunningPostgres;
  let admin: Client;
  let made: Awaited<ReturnType<typeof createServerDatabase>>;
  const warn = jest.fn();
  beforeAll(async () => {
    server = await startPostgres();
    admin = new Client(server.url);
    await admin.connect();
    Logger.overrideLogger({ log: () => {}, error: () => {}, warn });
  }, 30_000);
  afterAll(async () => {
    Logger.overrideLogger(false);
    await admin.end();
    await server.stop();
  });
  beforeEach(async () => {
    warn.mockClear();
    made = await createServerDatabase(server.url);
  });
  afterEach(() => made.drop());

  const warnings = async (): Promise<string[]> => {
    await (await serverDatabase(made.url)).close();
    return warn.mock.calls.map(([text]) => String(text)).filter((text) => text.includes('BYPASSRLS'));
  };
  const role = () => new URL(made.url).username;

  it('may own the tables, whose row-level security is forced', async () => {
    expect(await warnings()).toEqual([]);
  });

  it.each([
    ['is a superuser', () => `ALTER ROLE ${role()} SUPERUSER`],
    ['bypasses row-level security', () => `ALTER ROLE ${role()} BYPASSRLS`],
    ['may become a role that does', () => `GRANT ${new URL(server.url).username} TO ${role()}`],
  ])('is warned of when it %s, with what to do', async (_, statement) => {
    await admin.query(statement());
    expect(await warnings()).toEqual([expect.stringContaining(`ALTER ROLE ${role()} NOSUPERUSER NOBYPASSRLS;`)]);
  });
});
