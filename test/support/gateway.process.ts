import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET } from '../../src/emulator/well-known';
import { freePort } from './free-port';
import { type HttpAnswer, sendRequest } from './http-request';
import { until } from './until';

const MAIN = join(__dirname, '..', '..', 'dist/main.js');

/** The gateway as it is built, in a process of its own. */
export class GatewayProcess {
  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
  ) {}

  /** @param environment beside what every gateway of the tests has; without a database unless it names one */
  static async start(wixUrl: string, environment: Readonly<Record<string, string>> = {}): Promise<GatewayProcess> {
    const port = await freePort();
    const env = {
      ...process.env,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      HOST: '127.0.0.1',
      PORT: String(port),
      OPS_PORT: '0',
      DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
      WIX_API_BASE_URL: wixUrl,
      WIX_APP_ID: WELL_KNOWN_APP_ID,
      WIX_APP_SECRET: WELL_KNOWN_APP_SECRET,
      ...environment,
    };
    const gateway = new GatewayProcess(
      `http://127.0.0.1:${port}`,
      spawn(process.execPath, [MAIN], { env, stdio: 'ignore' }),
    );
    const isLive = () =>
      gateway.get('/health/live').then(
        ({ status }) => status === 200,
        () => false,
      );
    await until(isLive, 20_000);
    return gateway;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> {
    return sendRequest(this.url, { path, headers });
  }

  /** @returns the exit code; `null` after a signal that ended it at once. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.process.exitCode !== null) return this.process.exitCode;
    const exited = once(this.process, 'exit');
    this.process.kill(signal);
    // `once` gives any; Node's first argument is the code.
    return (await exited)[0] as number | null;
  }
}
