import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WELL_KNOWN_APP_ID } from '../../../src/emulator/well-known';
import { embeddedFolder } from '../../support/embedded-folder';
import { EmulatedWix } from '../../support/emulated-wix';
import { freePort } from '../../support/free-port';
import { sendRequest } from '../../support/http-request';
import { until } from '../../support/until';

const MAIN = join(__dirname, '..', '..', '..', 'dist/main.js');

describe('node dist/main.js on the embedded database', () => {
  let wix: EmulatedWix;
  let folder: Awaited<ReturnType<typeof embeddedFolder>>;
  let gateway: ChildProcess | undefined;
  let url: string;
  let authorization: string;
  beforeAll(async () => {
    wix = await EmulatedWix.start();
    folder = await embeddedFolder();
    authorization = await wix.mint((await wix.install()).instanceId, 'USER');
  }, 60_000);
  afterAll(async () => {
    gateway?.kill('SIGKILL');
    await wix.close();
    folder.remove();
  });

  const send = (method: string, body?: object) =>
    sendRequest(url, {
      method,
      path: '/v1/settings',
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const start = async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const env = {
      ...process.env,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      HOST: '127.0.0.1',
      PORT: String(port),
      OPS_PORT: '0',
      DATA_DIR: folder.dataDir,
      WIX_API_BASE_URL: wix.url,
      WIX_APP_ID: WELL_KNOWN_APP_ID,
      WIX_APP_SECRET: wix.appSecret,
    };
    gateway = spawn(process.execPath, [MAIN], { env, cwd: dirname(folder.dataDir), stdio: 'ignore' });
    await until(
      () =>
        send('GET').then(
          ({ status }) => status === 200,
          () => false,
        ),
      20_000,
    );
  };
  const end = async (signal: NodeJS.Signals): Promise<unknown> => {
    const exited = once(gateway ?? process, 'exit');
    gateway?.kill(signal);
    gateway = undefined;
    return (await exited)[0];
  };

  it('keeps what it has confirmed through any number of kill -9, and starts again each time', async () => {
    const saved = (title: string) => ({ title, theme: 'dark', accentColor: '#00ff00', published: true });
    await start();
    for (let round = 1; round <= 2; round += 1) {
      expect((await send('PUT', saved(`round ${round}`))).status).toBe(200);
      await end('SIGKILL');
      expect(existsSync(`${folder.dataDir}.lock`)).toBe(true);
      await start();
      expect((await send('GET')).json).toMatchObject(saved(`round ${round}`));
    }
    expect(await end('SIGTERM')).toBe(0);
    expect(existsSync(`${folder.dataDir}.lock`)).toBe(false);
    expect(existsSync(`${folder.dataDir}.sock`)).toBe(false);
  }, 120_000);
});
