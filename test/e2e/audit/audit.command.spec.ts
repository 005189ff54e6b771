import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { WELL_KNOWN_APP_ID } from '../../../src/emulator/well-known';
import { embeddedFolder } from '../../support/embedded-folder';
import { EmulatedWix } from '../../support/emulated-wix';
import { npmScript } from '../../support/npm-script';
import { until } from '../../support/until';

const CHANGE = 'POST /stores/v1/products';

describe('npm run audit on the embedded database', () => {
  let wix: EmulatedWix;
  let folder: Awaited<ReturnType<typeof embeddedFolder>>;
  let environment: NodeJS.ProcessEnv;
  let gateway: ChildProcess | undefined;
  let instanceId: string;

  beforeAll(async () => {
    wix = await EmulatedWix.start();
    folder = await embeddedFolder();
    environment = {
      ...process.env,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      HOST: '127.0.0.1',
      PORT: '0',
      OPS_PORT: '0',
      DATA_DIR: folder.dataDir,
      WIX_API_BASE_URL: wix.url,
      WIX_APP_ID: WELL_KNOWN_APP_ID,
      WIX_APP_SECRET: wix.appSecret,
    };
    gateway = fork(join(__dirname, 'programs/changing-gateway.cjs'), { env: environment });
    await once(gateway, 'message');
    ({ instanceId } = await wix.install());
  }, 60_000);
  afterAll(async () => {
    gateway?.kill('SIGKILL');
    await wix.close();
    folder.remove();
  });

  const run = async (...args: string[]): Promise<string> => (await npmScript('audit', args, environment)).stdout;
  const list = async (...args: string[]) => JSON.parse(await run('list', '--json', ...args)) as { outcome: string }[];
  const order = (call: string) => gateway?.send({ instanceId, call });
  const answer = async (call: string): Promise<unknown> => {
    order(call);
    return (await once(gateway ?? process, 'message'))[0];
  };

  it('lists and exports what the running gateway has just done', async () => {
    expect(await answer('GET /apps/v1/instance')).toBe(200);
    await wix.fault({ path: '/stores/v1/products', method: 'POST', status: 200, body: '{}', times: 1 });
    expect(await answer(CHANGE)).toBe(200);
    const common = {
      instanceId,
      identityType: 'USER',
      identityId: 'user-1',
      route: 'POST /things',
      outcome: 'succeeded',
    };
    const records = await list();
    expect(records).toMatchObject([
      { ...common, wixCall: CHANGE, result: '200', requestId: 'request-1' },
      { ...common, wixCall: 'GET /apps/v1/instance', result: '200' },
    ]);
    expect(
      (await run('export'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(records);
    expect(await run('list')).toMatch(
      new RegExp(`^\\S+Z  ${instanceId}  USER user-1  POST /things  ${CHANGE}  succeeded 200\n`),
    );
    await expect(list('--instance', '22222222-2222-4222-8222-222222222222')).resolves.toEqual([]);
    await expect(list('--instance', instanceId, '--from', '2020-01-01')).resolves.toHaveLength(2);
    await expect(list('--to', '2020-01-01T00:00:00Z')).resolves.toEqual([]);
  }, 60_000);

  it.each([['burn'], ['list', '--instance', 'x'], ['list', '--from', 'yesterday'], ['list', 'all']])(
    'says how it is used when it is told %s %s %s',
    async (...args) => {
      await expect(run(...args)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('npm run audit --') as string,
      });
    },
  );

  it('knows of a change whose process was killed while Wix had it', async () => {
    await wix.fault({ path: '/stores/v1/products', method: 'POST', latencyMs: 60_000 });
    await wix.forgetCalls();
    order(CHANGE);
    await until(async () => (await list())[0]?.outcome === 'started');
    const killed = once(gateway ?? process, 'exit');
    gateway?.kill('SIGKILL');
    await killed;
    gateway = undefined;
    // Nobody has the database open now but the command itself.
    expect((await list()).map(({ outcome }) => outcome)).toEqual(['started', 'succeeded', 'succeeded']);
  }, 60_000);
});
