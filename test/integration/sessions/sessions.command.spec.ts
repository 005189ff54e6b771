import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { APP_ID } from '../../support/app-config';
import { embeddedFolder } from '../../support/embedded-folder';

const COMMAND = join(__dirname, '../../../dist/sessions/sessions.command.js');

describe('npm run sessions', () => {
  let folder: Awaited<ReturnType<typeof embeddedFolder>>;
  beforeAll(async () => {
    folder = await embeddedFolder();
  });
  afterAll(() => {
    folder.remove();
  });

  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [COMMAND, ...args], {
      env: { ...process.env, WIX_APP_ID: APP_ID, WIX_APP_SECRET: 'unused', DATA_DIR: folder.dataDir },
    });

  it('lists and ends', async () => {
    await expect(run('list')).resolves.toMatchObject({ stdout: '[]\n' });
    await expect(run('end', 'somebody')).resolves.toMatchObject({ stdout: '0 ended\n' });
  }, 60_000);

  it.each([[[]], [['end']], [['list', 'a', 'b']], [['drop', 'a']]])('says how it is used: %j', async (args) => {
    const stderr = expect.stringContaining('npm run sessions -- list') as string;
    await expect(run(...args)).rejects.toMatchObject({ code: 1, stderr });
  });
});
