import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET } from '../../../src/emulator/well-known';

const MAIN = join(__dirname, '..', '..', '..', 'dist/main.js');

/** Starts the gateway with a mistake in its environment, and gives what it says and its exit code. */
function start(mistake: Readonly<Record<string, string>>): Promise<{ code: unknown; said: string }> {
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    LOG_LEVEL: 'warn',
    HOST: '127.0.0.1',
    PORT: '0',
    OPS_PORT: '0',
    DATA_DIR: 'memory://',
    WIX_APP_ID: WELL_KNOWN_APP_ID,
    WIX_APP_SECRET: WELL_KNOWN_APP_SECRET,
    ...mistake,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error?.code, said: stdout + stderr });
    });
  });
}

describe('a gateway that cannot start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'liftgate-start-'));
  const file = join(folder, 'file');
  const taken = createServer();
  let port: string;
  beforeAll(async () => {
    writeFileSync(file, '');
    await once(taken.listen(0, '127.0.0.1'), 'listening');
    // A string only for a pipe.
    port = String((taken.address() as AddressInfo).port);
  });
  afterAll(() => {
    taken.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['PORT', () => port, /"The gateway cannot use 127\.0\.0\.1:\d+: the port is taken\. Set HOST and PORT to [^"]*"/],
    [
      'OPS_PORT',
      () => port,
      /"The ops listener cannot use 127\.0\.0\.1:\d+: the port is taken\. Set OPS_HOST and [^"]*"/,
    ],
    ['DATA_DIR', () => file, /"The data folder \S+ cannot be used \(EEXIST\)\. Set DATA_DIR to a folder [^"]*"/],
    [
      'DATA_DIR',
      () => join(file, 'in', 'it'),
      /"The data folder \S+ cannot be used \(ENOTDIR\)\. Set DATA_DIR to [^"]*"/,
    ],
  ])(
    'for its %s says which, why and what to do, without a stack',
    async (name, value, words) => {
      const { code, said } = await start({ [name]: value() });
      expect(said).toMatch(words);
      expect(said).not.toContain('"stack"');
      expect(said.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
      expect(code).toBe(1);
    },
    90_000,
  );
});
