import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../support/free-port';

const ROOT = join(__dirname, '../../..');
const shell = promisify(execFile);

interface Demo {
  readonly child: ChildProcess;
  readonly output: () => string;
}

async function startDemo(environment: Record<string, string>): Promise<Demo> {
  const child = spawn('npm', ['run', 'demo'], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    // A group of its own, so that Ctrl-C can be sent as a terminal sends it: to all at once.
    detached: true,
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = once(child, 'exit');
  while (!text.includes('/v1/identity\n') && child.exitCode === null) {
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100))]);
  }
  return { child, output: () => text };
}

/** How the demo ended: npm, which stands before it, repeats a clean end as 0 or as the signal that it got too. */
async function ctrlC({ child }: Demo): Promise<number | string | null> {
  const ended = once(child, 'exit');
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  await ended;
  return child.exitCode ?? child.signalCode;
}

describe('npm run demo', () => {
  let demo: Demo;
  let gateway: string;
  let emulator: string;

  beforeAll(async () => {
    const [port, emulatorPort] = [await freePort(), await freePort()];
    gateway = `http://127.0.0.1:${port}`;
    emulator = `http://127.0.0.1:${emulatorPort}`;
    demo = await startDemo({ PORT: String(port), WIX_EMULATOR_PORT: String(emulatorPort) });
  }, 120_000);

  it('prints lines that work when pasted', async () => {
    const lines = demo
      .output()
      .split('\n')
      .filter((line) => line.startsWith('curl '));
    expect(lines).toHaveLength(4);
    const answers = await Promise.all(lines.map((line) => shell('bash', ['-c', line])));
    const [visitor, member, user, other] = answers.map(({ stdout }) => JSON.parse(stdout) as Record<string, object>);
    expect(visitor).toMatchObject({
      instance: { instanceId: expect.any(String) },
      site: { siteId: expect.any(String) },
    });
    expect(JSON.stringify(visitor)).not.toContain('@');
    expect(member).toMatchObject({ member: { id: expect.any(String) } });
    expect(user).toMatchObject({
      members: expect.arrayContaining([expect.objectContaining({ id: expect.any(String) })]),
    });
    expect(other).toMatchObject({ identity: { type: 'VISITOR' } });
    expect(other?.instanceId).not.toBe(visitor?.instance);
  });

  it('prints addresses that answer', async () => {
    for (const url of [`${gateway}/health/ready`, `${gateway}/docs`, `${gateway}/openapi.json`, emulator]) {
      expect(demo.output()).toContain(new URL(url).origin);
      expect((await fetch(url)).status).toBe(200);
    }
  });

  it('says plainly which port is taken, and starts nothing', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String((taken.address() as { port: number }).port);
    const refused = await startDemo({ PORT: port, WIX_EMULATOR_PORT: String(await freePort()) });
    if (refused.child.exitCode === null) await once(refused.child, 'exit');
    taken.close();
    expect(refused.child.exitCode).toBe(1);
    expect(refused.output()).toContain(`Port ${port}, meant for the gateway, is taken.`);
  }, 30_000);

  it('stops both at Ctrl-C, and leaves the ports free', async () => {
    expect([0, 'SIGINT']).toContain(await ctrlC(demo));
    expect(demo.output()).not.toMatch(/error|stopped by itself/i);
    for (const url of [gateway, emulator]) await expect(fetch(url)).rejects.toThrow();
  }, 30_000);
});
