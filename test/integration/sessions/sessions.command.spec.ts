import { AppConfig } from '../../../src/config/app-config';
import { APP_ID } from '../../support/app-config';
import { embeddedFolder } from '../../support/embedded-folder';
import { npmScript } from '../../support/npm-script';
import { SessionGateway } from '../../support/session-gateway';

describe('npm run sessions', () => {
  let folder: Awaited<ReturnType<typeof embeddedFolder>>;
  beforeAll(async () => {
    folder = await embeddedFolder();
  });
  afterAll(() => {
    folder.remove();
  });

  const runOn = (dataDir: string, appId: string, ...args: string[]) =>
    npmScript('sessions', args, {
      ...process.env,
      WIX_APP_ID: appId,
      WIX_APP_SECRET: 'unused',
      DATA_DIR: dataDir,
    });
  const run = (...args: string[]) => runOn(folder.dataDir, APP_ID, ...args);

  it('lists and ends', async () => {
    await expect(run('list')).resolves.toMatchObject({ stdout: '[]\n' });
    await expect(run('end', 'somebody')).resolves.toMatchObject({ stdout: '0 ended\n' });
  }, 60_000);

  it('does so while the gateway has the database open', async () => {
    const gateway = await SessionGateway.start();
    const { id: appId } = gateway.fixture.app.get(AppConfig, { strict: false }).app;
    const cookie = await gateway.newBrowser();
    const { json } = await gateway.get('/v1/identity', cookie);
    const { id } = (json as { identity: { id: string } }).identity;
    const { stdout } = await runOn(gateway.dataDir, appId, 'list');
    expect(JSON.parse(stdout)).toMatchObject([{ role: 'visitor', subjectId: id }]);
    expect(stdout).not.toContain(cookie.slice(cookie.indexOf('=') + 1, 40));
    await expect(runOn(gateway.dataDir, appId, 'end', id)).resolves.toMatchObject({ stdout: '1 ended\n' });
    expect((await gateway.get('/v1/identity', cookie)).status).toBe(401);
    await gateway.close();
  }, 60_000);

  it.each([[[]], [['end']], [['list', 'a', 'b']], [['drop', 'a']]])('says how it is used: %j', async (args) => {
    const stderr = expect.stringContaining('npm run sessions -- list') as string;
    await expect(run(...args)).rejects.toMatchObject({ code: 1, stderr });
  });
});
