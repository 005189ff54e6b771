import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { EmulatorFixture } from '../../unit/emulator/emulator.fixture';

const ROOT = join(__dirname, '../../..');
const ARGUMENTS = ['--require', join(__dirname, 'typescript.register.cjs'), join(ROOT, 'src/emulator/main.ts')];

type Emulator = ChildProcessByStdio<null, Readable, Readable>;

function run(environment: Readonly<Record<string, string>>): Emulator {
  return spawn(process.execPath, ARGUMENTS, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function firstLine(emulator: Emulator): Promise<string> {
  const [chunk] = (await once(emulator.stdout, 'data')) as [Buffer];
  return chunk.toString();
}

describe('node dist/emulator/main.js', () => {
  jest.setTimeout(20_000);

  it.each(['SIGINT', 'SIGTERM'] as const)('says where it listens and stops at %s, retries pending', async (signal) => {
    const emulator = run({ WIX_EMULATOR_PORT: '0', WIX_EMULATOR_WEBHOOK_URL: 'http://127.0.0.1:9' });
    const line = await firstLine(emulator);
    expect(line).toMatch(/^Wix emulator: http:\/\/127\.0\.0\.1:\d+\n$/);
    const url = line.trim().replace('Wix emulator: ', '');
    expect((await fetch(`${url}/_emulator/instances`, { method: 'POST' })).status).toBe(201);
    emulator.kill(signal);
    expect(await once(emulator, 'exit')).toEqual([0, null]);
  });

  it('says plainly that the port is taken', async () => {
    const first = await EmulatorFixture.start();
    const emulator = run({ WIX_EMULATOR_PORT: new URL(first.url).port });
    const [output, errors, [code]] = await Promise.all([
      text(emulator.stdout),
      text(emulator.stderr),
      once(emulator, 'exit') as Promise<[number]>,
    ]);
    await first.close();
    expect([code, output]).toEqual([1, '']);
    expect(errors).toMatch(/^The port of the Wix emulator is taken\..*WIX_EMULATOR_PORT.*\n$/);
  });

  it('names bad values of its environment', async () => {
    const emulator = run({ WIX_EMULATOR_PORT: 'x', WIX_APP_ID: 'y' });
    const [errors, [code]] = await Promise.all([text(emulator.stderr), once(emulator, 'exit') as Promise<[number]>]);
    expect(code).toBe(78);
    expect(errors.trim().split('\n')).toEqual([
      expect.stringMatching(/^WIX_EMULATOR_PORT must/),
      expect.stringMatching(/^WIX_APP_ID must/),
    ]);
  });
});
