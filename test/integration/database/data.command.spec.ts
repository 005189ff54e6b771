import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Logger } from '@nestjs/common';
import { createDatabase } from '../../../src/database/create-database';
import { TenantDatabase } from '../../../src/database/tenant.database';
import { settingsTable } from '../../../src/features/settings/settings.table';
import { APP_ID } from '../../support/app-config';
import { embeddedFolder } from '../../support/embedded-folder';
import { npmScript } from '../../support/npm-script';
import { INSTANCE_ID } from '../../support/verdicts';

Logger.overrideLogger(['error']);

const tenant = { appId: APP_ID, instanceId: INSTANCE_ID };
const values = { title: 'moved', theme: 'dark', accentColor: '#000000', published: true } as const;

describe('npm run data', () => {
  let folder: Awaited<ReturnType<typeof embeddedFolder>>;
  let parent: string;
  beforeAll(async () => {
    folder = await embeddedFolder();
    parent = dirname(folder.dataDir);
    await within(folder.dataDir, (tenants) => tenants.run(tenant, (tx) => tx.insert(settingsTable).values(values)));
  }, 60_000);
  afterAll(() => {
    folder.remove();
  });

  async function within<Result>(dataDir: string, work: (tenants: TenantDatabase) => Promise<Result>): Promise<Result> {
    const database = createDatabase({ url: undefined, dataDir });
    try {
      return await work(new TenantDatabase(database));
    } finally {
      await database.onApplicationShutdown();
    }
  }

  const run = async (dataDir: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<string> => {
    const env = { ...process.env, WIX_APP_ID: APP_ID, WIX_APP_SECRET: 'unused', DATA_DIR: dataDir, ...more };
    return (await npmScript('data', args, env)).stdout;
  };
  const refusal = (text: string) => ({ code: 1, stderr: expect.stringContaining(text) as string });

  it('carries the data from one folder to another, through a file that only its owner may read', async () => {
    const file = join(parent, 'export.jsonl');
    expect(await run(folder.dataDir, ['export', file])).toBe(`Exported to ${file}.\n`);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('"title": "moved"');

    const other = join(parent, 'other');
    expect(await run(other, ['import', file])).toBe('Imported 1 rows.\n');
    const rows = await within(other, (tenants) => tenants.run(tenant, (tx) => tx.select().from(settingsTable)));
    expect(rows).toMatchObject([values]);

    await expect(run(folder.dataDir, ['export', file])).rejects.toMatchObject(refusal('exists already'));
    await expect(run(other, ['import', file])).rejects.toMatchObject(refusal('not new'));
  }, 120_000);

  it('refuses what it cannot do, and says why', async () => {
    await expect(run(folder.dataDir, ['burn'])).rejects.toMatchObject(refusal('npm run data --'));
    await expect(run(join(parent, 'none'), ['export', join(parent, 'x')])).rejects.toMatchObject(
      refusal('There is no embedded database in'),
    );
    const server = { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' };
    await expect(run(folder.dataDir, ['export', join(parent, 'x')], server)).rejects.toMatchObject(refusal('pg_dump'));
    await within(folder.dataDir, async (tenants) => {
      await tenants.run(tenant, (tx) => tx.select().from(settingsTable));
      await expect(run(folder.dataDir, ['export', join(parent, 'x')])).rejects.toMatchObject(refusal('is in use'));
    });
  }, 120_000);
});
