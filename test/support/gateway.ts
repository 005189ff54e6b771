import { Agent } from 'node:http';
import { createApp } from '../../src/app.factory';
import { readEnvironment } from '../../src/config/read-environment';
import { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET } from '../../src/emulator/well-known';
import { type HttpAnswer, type HttpRequest, sendRequest } from './http-request';

/** Nothing limits, nothing is logged or kept: a test turns on what it is about. */
const ENVIRONMENT = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  HOST: '127.0.0.1',
  PORT: '0',
  OPS_PORT: '0',
  // No database listens there: what needs none must do without, and an embedded one takes a second to start.
  DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
  // The machine may be busy: only a test of deadlines may meet one.
  WIX_TOKEN_INFO_TIMEOUT_MS: '20000',
  WIX_TOKEN_TIMEOUT_MS: '20000',
  WIX_API_TIMEOUT_MS: '20000',
  WIX_APP_ID: WELL_KNOWN_APP_ID,
  WIX_APP_SECRET: WELL_KNOWN_APP_SECRET,
  WIX_BUDGET_PER_INSTANCE: '1000000',
  RATE_LIMIT_PER_INSTANCE: '0',
  RATE_LIMIT_PER_SUBJECT: '0',
  RATE_LIMIT_ANONYMOUS: '0',
} as const;

/** The whole gateway in this process, on a free port. */
export class Gateway {
  private constructor(
    readonly url: string,
    private readonly agent: Agent,
    readonly close: () => Promise<void>,
  ) {}

  /** @param wixUrl who plays Wix */
  static async start(wixUrl: string, environment: Readonly<Record<string, string>> = {}): Promise<Gateway> {
    const config = readEnvironment({ ...ENVIRONMENT, WIX_API_BASE_URL: wixUrl, ...environment }, () => undefined);
    const app = await createApp(config);
    await app.listen(config.listen.port, config.listen.host);
    const agent = new Agent({ keepAlive: true });
    return new Gateway(await app.getUrl(), agent, async () => {
      agent.destroy();
      await app.close();
    });
  }

  /** A gateway for the time of `work` alone, closed also when an assertion fails. */
  static async during(
    wixUrl: string,
    environment: Readonly<Record<string, string>>,
    work: (gateway: Gateway) => Promise<void>,
  ): Promise<void> {
    const gateway = await Gateway.start(wixUrl, environment);
    try {
      await work(gateway);
    } finally {
      await gateway.close();
    }
  }

  send(request: HttpRequest): Promise<HttpAnswer> {
    return sendRequest(this.url, { agent: this.agent, ...request });
  }

  /** @param authorization the whole value of the header; none is sent when it is `undefined` */
  get(path: string, authorization?: string): Promise<HttpAnswer> {
    return this.send({ path, headers: authorizing(authorization) });
  }

  /** Posts JSON: text as it is, everything else written as JSON. */
  post(path: string, body: unknown, authorization?: string): Promise<HttpAnswer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { 'content-type': 'application/json', ...authorizing(authorization) };
    return this.send({ method: 'POST', path, headers, body: text });
  }
}

function authorizing(authorization: string | undefined): Readonly<Record<string, string>> {
  return authorization === undefined ? {} : { authorization };
}
