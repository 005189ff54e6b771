import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port';

const ROOT = join(__dirname, '../..');
/** The last line that the demo prints ends so. */
const LAST_LINE = '/v1/identity\n';

type Ports = Readonly<Record<'PORT' | 'WIX_EMULATOR_PORT' | 'SHOP_PORT' | 'OPS_PORT', string>>;

/** `npm run demo` on free ports. */
export class DemoProcess {
  #output = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly ports: Ports,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
  }

  /** Until it has printed everything, or has ended. */
  static async start(environment: Readonly<Record<string, string>> = {}): Promise<DemoProcess> {
    const ports = {
      PORT: String(await freePort()),
      WIX_EMULATOR_PORT: String(await freePort()),
      SHOP_PORT: String(await freePort()),
      OPS_PORT: String(await freePort()),
      ...environment,
    };
    const child = spawn('npm', ['run', 'demo'], {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS: '', ...ports },
      // A group of its own, so that Ctrl-C can be sent as a terminal sends it: to all at once.
      detached: true,
    });
    const demo = new DemoProcess(child, ports);
    const ended = once(child, 'close');
    while (!demo.output.includes(LAST_LINE) && child.exitCode === null) await Promise.race([ended, sleep(50)]);
    return demo;
  }

  get output(): string {
    return this.#output;
  }

  get gatewayUrl(): string {
    return `http://127.0.0.1:${this.ports.PORT}`;
  }

  get emulatorUrl(): string {
    return `http://127.0.0.1:${this.ports.WIX_EMULATOR_PORT}`;
  }

  get shopUrl(): string {
    return `http://localhost:${this.ports.SHOP_PORT}`;
  }

  /** Its exit code, once it has ended. npm, which stands before it, repeats a clean end as 0 or as the signal that it got too. */
  async ended(): Promise<number | string | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode ?? this.child.signalCode;
  }

  ctrlC(): Promise<number | string | null> {
    if (this.child.exitCode === null && this.child.pid !== undefined) process.kill(-this.child.pid, 'SIGINT');
    return this.ended();
  }
}
