import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../../src/app.module';
import { Clock } from '../../../src/config/clock';
import { readEnvironment } from '../../../src/config/read-environment';
import { startEmulator } from '../../../src/emulator/start-emulator';
import { createFastifyAdapter } from '../../../src/http/fastify.adapter';
import { setUpHttp } from '../../../src/http/set-up-http';
import { createLogger } from '../../../src/observability/logger';
import { HealthRegistry } from '../../../src/observability/health.registry';
import { Metrics } from '../../../src/observability/metrics';
import { ManualClock } from '../../support/manual.clock';

/** What a client sees of an answer. */
export interface Seen {
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: number | undefined;
  readonly body: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** The gateway in this process, its time in the test's hands, and an emulator that plays Wix and misbehaves on demand. */
export class GatewayFixture {
  private constructor(
    readonly clock: ManualClock,
    private readonly app: NestFastifyApplication,
    private readonly wix: Awaited<ReturnType<typeof startEmulator>>,
  ) {}

  static async start(environment: Readonly<Record<string, string>> = {}, skewMs = 0): Promise<GatewayFixture> {
    const wix = await startEmulator({
      port: 0,
      environment: { WIX_EMULATOR_WEBHOOK_URL: 'http://127.0.0.1:9/webhooks' },
    });
    const { appId, appSecret } = (await (await fetch(`${wix.url}/_emulator/app`)).json()) as Record<string, string>;
    const config = readEnvironment(
      {
        WIX_APP_ID: appId,
        WIX_APP_SECRET: appSecret,
        WIX_API_BASE_URL: wix.url,
        LOG_LEVEL: 'silent',
        OPS_PORT: '0',
        // None is there: what these tests are about must not need one, and an embedded one takes seconds to start.
        DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
        RATE_LIMIT_PER_INSTANCE: '0',
        RATE_LIMIT_PER_SUBJECT: '0',
        RATE_LIMIT_ANONYMOUS: '0',
        ...environment,
      },
      () => undefined,
    );
    const clock = new ManualClock(Date.now() + skewMs);
    const logger = createLogger(config, false);
    const module = await Test.createTestingModule({ imports: [AppModule.forRoot(config, logger, '0.0.0')] })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(createFastifyAdapter(config, logger), {
      bodyParser: false,
      logger: false,
    });
    setUpHttp(app, config, '0.0.0');
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new GatewayFixture(clock, app, wix);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.wix.close();
  }

  async install(): Promise<string> {
    const { instanceId } = await this.control<{ instanceId: string }>('instances', {});
    return instanceId;
  }

  async token(instanceId: string, more: Fields = {}): Promise<string> {
    const order = { instanceId, subjectType: 'USER', ...more };
    return (await this.control<{ accessToken: string }>('tokens', order)).accessToken;
  }

  async fault(fault: Fields): Promise<void> {
    await this.control('faults', fault);
  }

  async heal(): Promise<void> {
    await fetch(`${this.wix.url}/_emulator/faults`, { method: 'DELETE' });
  }

  /** How many requests reached Wix on this path since the last time somebody looked. */
  async calls(path: string): Promise<number> {
    const calls = (await (await fetch(`${this.wix.url}/_emulator/calls`)).json()) as { path: string }[];
    await fetch(`${this.wix.url}/_emulator/calls`, { method: 'DELETE' });
    return calls.filter((call) => call.path === path).length;
  }

  async get(url: string, token: string): Promise<Seen> {
    return this.#seen({ method: 'GET', url, headers: { authorization: token } });
  }

  async queryProducts(token: string): Promise<Seen> {
    const headers = { authorization: token, 'content-type': 'application/json' };
    return this.#seen({ method: 'POST', url: '/v1/products/query', headers, body: '{}' });
  }

  get health(): HealthRegistry {
    return this.app.get(HealthRegistry);
  }

  get metrics(): Promise<string> {
    return this.app.get(Metrics).render();
  }

  async #seen(request: {
    method: 'GET' | 'POST';
    url: string;
    headers: Record<string, string>;
    body?: string;
  }): Promise<Seen> {
    const { statusCode, headers, body } = await this.app.inject(request);
    const problem = headers['content-type']?.toString().startsWith('application/problem+json') ?? false;
    return {
      status: statusCode,
      code: problem ? (JSON.parse(body) as { code: string }).code : undefined,
      retryAfter: headers['retry-after'] === undefined ? undefined : Number(headers['retry-after']),
      body,
    };
  }

  private async control<Answer>(path: string, body: Fields): Promise<Answer> {
    const answer = await fetch(`${this.wix.url}/_emulator/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.status !== 201) throw new Error(`the emulator answered ${answer.status} to ${path}`);
    return (await answer.json()) as Answer;
  }
}
