import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseInstanceId } from '../../src/identifiers/guid';
import { APP_ID, given } from '../support/app-config';
import { freePort } from '../support/free-port';
import { type RunningPostgres, startPostgres } from '../support/postgres.server';
import { createServerDatabase } from '../support/server-database';
import { WIX_PUBLIC_KEY } from '../support/signed-jwt';
import { webhookBody } from '../support/webhook-gateway';

const PROGRAM = join(__dirname, '..', 'e2e/webhooks/programs/counting-gateway.cjs');

interface Counts {
  readonly stored: number;
  readonly handled: number;
  readonly effects: number;
  readonly distinct_effects: number;
}

class GatewayProcess {
  private constructor(
    readonly url: string,
    readonly process: ChildProcess,
  ) {}

  static async start(databaseUrl: string): Promise<GatewayProcess> {
    const port = await freePort();
    const env = {
      ...process.env,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      HOST: '127.0.0.1',
      PORT: String(port),
      OPS_PORT: '0',
      DATABASE_URL: databaseUrl,
      WIX_APP_ID: APP_ID,
      WIX_APP_SECRET: 'unused',
      WIX_APP_PUBLIC_KEY: WIX_PUBLIC_KEY,
    };
    const child = fork(PROGRAM, { env });
    child.send('start');
    await once(child, 'message');
    return new GatewayProcess(`http://127.0.0.1:${port}/webhooks`, child);
  }

  async count(): Promise<Counts> {
    this.process.send('count');
    // What the program sends.
    return (await once(this.process, 'message'))[0] as Counts;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.kill(signal);
    await exited;
  }
}

describe('two processes on one database', () => {
  let server: RunningPostgres;
  let made: Awaited<ReturnType<typeof createServerDatabase>>;
  let processes: GatewayProcess[];
  beforeAll(async () => {
    server = await startPostgres();
    made = await createServerDatabase(server.url);
    processes = [await GatewayProcess.start(made.url), await GatewayProcess.start(made.url)];
  }, 120_000);
  afterAll(async () => {
    for (const one of processes) one.process.kill('SIGKILL');
    await made.drop();
    await server.stop();
  });

  const instances = Array.from({ length: 10 }, () => given(parseInstanceId(randomUUID())));
  /** Again until it is answered, as Wix does. */
  const deliver = async (id: string, n: number, to: readonly GatewayProcess[]): Promise<void> => {
    const body = webhookBody({ type: 'counted', instanceId: given(instances[n % instances.length]), data: { id } });
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const answer = await fetch(given(to[(n + attempt) % to.length]).url, { method: 'POST', body }).catch(
        () => undefined,
      );
      if (answer?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('nobody took the event');
  };
  const settled = async (by: GatewayProcess, events: number): Promise<Counts> => {
    // Longer than the lease of what a killed process had.
    for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
      const counts = await by.count();
      if (counts.handled === events) return counts;
    }
    return by.count();
  };

  it('share the events, each of which has its effect once, and take over what a killed one leaves behind', async () => {
    const [one, two] = processes;
    const ids = Array.from({ length: 120 }, () => randomUUID());
    const delivering = ids.map((id, n) => deliver(id, n, processes));
    await Promise.all(delivering.slice(0, 40));
    await given(one).end('SIGKILL');
    await Promise.all(delivering);
    const counts = { stored: 120, handled: 120, effects: 120, distinct_effects: 120 };
    expect(await settled(given(two), 120)).toEqual(counts);
  }, 150_000);
});
