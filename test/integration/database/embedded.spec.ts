import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { exportLines } from '../../../src/database/data-export';
import { importLines } from '../../../src/database/data-import';
import { createDatabase } from '../../../src/database/create-database';
import { DatabaseUnavailableError } from '../../../src/database/database-unavailable.error';
import { EMBEDDED_TIMEOUTS } from '../../../src/database/database.timeouts';
import { EmbeddedPostgres } from '../../../src/database/embedded.postgres';
import { readMigrations } from '../../../src/database/migration';
import { SystemDatabase } from '../../../src/database/system.database';
import { TenantDatabase } from '../../../src/database/tenant.database';
import { settingsTable } from '../../../src/features/settings/settings.table';
import { APP_ID } from '../../support/app-config';
import { embeddedFolder, newFolder } from '../../support/embedded-folder';
import { embeddedDatabase } from '../../support/test-database';
import { INSTANCE_ID, OTHER_INSTANCE_ID } from '../../support/verdicts';

const ours = { appId: APP_ID, instanceId: INSTANCE_ID };
const values = { title: 'kept', theme: 'dark', accentColor: '#000000', published: true } as const;

describe('the embedded database', () => {
  it('keeps what was saved, and its folder to itself, until it is closed', async () => {
    const { dataDir, remove } = await embeddedFolder();
    const first = createDatabase({ url: undefined, dataDir });
    await first.onModuleInit();
    await new TenantDatabase(first).run(ours, (tx) => tx.insert(settingsTable).values(values));
    const second = createDatabase({ url: undefined, dataDir });
    await expect(second.onModuleInit()).rejects.toThrow(`The data folder ${dataDir} is in use`);
    await second.onApplicationShutdown();
    await first.onApplicationShutdown();

    const third = createDatabase({ url: undefined, dataDir });
    const rows = await new TenantDatabase(third).run(ours, (tx) => tx.select().from(settingsTable));
    expect(rows).toMatchObject([values]);
    await third.onApplicationShutdown();
    remove();
  }, 60_000);

  it('does not wait for its start, nor for the database, to build', () => {
    const database = createDatabase({ url: undefined, dataDir: 'memory://' });
    return database.onApplicationShutdown();
  });

  it('that is still being made when the process ends is given up, and made the next time', async () => {
    const { dataDir, remove } = newFolder();
    const first = createDatabase({ url: undefined, dataDir });
    const refused = expect(new SystemDatabase(first).ping()).rejects.toThrow(DatabaseUnavailableError);
    await first.onModuleInit();
    first.rest();
    await refused;
    await first.onApplicationShutdown();
    expect(existsSync(join(dataDir, 'PG_VERSION'))).toBe(false);

    const second = createDatabase({ url: undefined, dataDir });
    await new TenantDatabase(second).run(ours, (tx) => tx.insert(settingsTable).values(values));
    await second.onApplicationShutdown();
    remove();
  }, 60_000);
});

describe('an export', () => {
  const collect = async (pool: Pool): Promise<string[]> => {
    const client = await pool.connect();
    const lines: string[] = [];
    for await (const line of exportLines(client)) lines.push(line);
    client.release();
    return lines;
  };
  // eslint-disable-next-line @typescript-eslint/require-await -- what is imported comes asynchronously
  async function* from(lines: readonly string[]): AsyncGenerator<string> {
    yield* lines;
  }
  const importing = async (source: EmbeddedPostgres, lines: readonly string[]) => {
    await source.open();
    const client = await source.pool.connect();
    try {
      return await importLines(client, readMigrations(), from(lines));
    } finally {
      client.release();
    }
  };

  let lines: string[];
  let target: EmbeddedPostgres;
  let remove: () => void;

  beforeAll(async () => {
    const db = await embeddedDatabase();
    for (const instanceId of [INSTANCE_ID, OTHER_INSTANCE_ID]) {
      await db.tenants.run({ appId: APP_ID, instanceId }, (tx) =>
        tx.insert(settingsTable).values({ ...values, title: '"\\\n😀' }),
      );
    }
    lines = await collect(db.pool);
    await db.close();
  }, 60_000);
  beforeEach(async () => {
    const folder = await embeddedFolder();
    remove = folder.remove;
    target = new EmbeddedPostgres(folder.dataDir, EMBEDDED_TIMEOUTS);
  }, 60_000);
  afterEach(async () => {
    await target.close();
    remove();
  });

  it('fills a new database with the same rows', async () => {
    expect(await importing(target, lines)).toBe(2);
    expect(await collect(target.pool)).toEqual(lines);
  }, 60_000);

  it('is taken by a new database only', async () => {
    await importing(target, lines);
    await expect(importing(target, lines)).rejects.toThrow('not new');
  }, 60_000);

  it.each([
    ['cut off', (all: string[]) => all.slice(0, -1), 'rows are missing'],
    ['short of a row', (all: string[]) => [...all.slice(0, 1), ...all.slice(2)], 'rows are missing'],
    [
      'of a newer version',
      (all: string[]) => ['{"liftgateData":1,"migrations":["9999_x.sql"]}', ...all.slice(1)],
      'newer version',
    ],
    ['empty', () => [], 'no export of Liftgate'],
  ])(
    'that is %s leaves no row behind',
    async (_, damage, message) => {
      await expect(importing(target, damage(lines))).rejects.toThrow(message);
      const made = await target.pool.query("SELECT FROM pg_class WHERE oid = to_regclass('liftgate.settings')");
      if (made.rowCount === 1) expect((await target.pool.query('SELECT FROM liftgate.settings')).rowCount).toBe(0);
    },
    60_000,
  );
});
