import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/app.factory';
import type { AppConfig } from '../../src/config/app-config';
import type { InstanceId } from '../../src/identifiers/guid';
import { SystemDatabase } from '../../src/database/system.database';
import { EventHandlerRegistry } from '../../src/webhooks/event-handler.registry';
import type { EventHandler } from '../../src/webhooks/event.handler';
import { webhookEventsTable } from '../../src/webhooks/webhook-events.table';
import { APP_ID, testConfig } from './app-config';
import { type Claims, signJwt, WIX_PUBLIC_KEY } from './signed-jwt';
import { INSTANCE_ID } from './verdicts';

export interface TestEvent {
  readonly type?: string;
  readonly instanceId?: InstanceId;
  /** An object, or text that goes as it is. */
  readonly data?: unknown;
  readonly identity?: string;
  /** Seconds since 1970. */
  readonly iat?: number;
  readonly claims?: Claims;
}

/** The body of a webhook as Wix signs it. */
export function webhookBody({ type = 'thing_done', instanceId = INSTANCE_ID, data = {}, ...more }: TestEvent): string {
  const envelope = {
    eventType: type,
    instanceId,
    data: typeof data === 'string' ? data : JSON.stringify(data),
    ...(more.identity !== undefined && { identity: more.identity }),
  };
  return signJwt({ data: JSON.stringify(envelope), iat: more.iat ?? Math.floor(Date.now() / 1000), ...more.claims });
}

/** The whole gateway without a port of its own, on a database of the caller's. */
export class WebhookGateway {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly handlers: EventHandlerRegistry,
    readonly database: SystemDatabase,
  ) {}

  static async start(database: AppConfig['database'], overrides: Partial<AppConfig> = {}): Promise<WebhookGateway> {
    const app = { ...testConfig().app, id: APP_ID, publicKeys: [WIX_PUBLIC_KEY] };
    const gateway = await createApp(testConfig({ app, database, ...overrides }));
    await gateway.init();
    const system = gateway.get(SystemDatabase, { strict: false });
    await eventually(() => system.ping().then(() => true));
    return new WebhookGateway(gateway, gateway.get(EventHandlerRegistry, { strict: false }), system);
  }

  on(type: string, handle: EventHandler['handle'], effects: EventHandler['effects'] = 'tenant'): void {
    this.handlers.add(type, { name: 'test', effects, calls: [], declaredIn: 'the test', handle });
  }

  /** Posts as Wix does: what the database has no time for now is sent again. */
  async post(body: string | Buffer): Promise<{ status: number; body: string; code: unknown }> {
    const headers = { 'content-type': 'text/plain' };
    for (let retries = 0; ; retries++) {
      const answer = await this.app.inject({ method: 'POST', url: '/webhooks', headers, payload: body });
      const { statusCode, payload } = answer;
      const problem = payload === '' ? undefined : (JSON.parse(payload) as { code?: unknown });
      if (statusCode !== 503 || retries === 5) return { status: statusCode, body: payload, code: problem?.code };
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }

  async deliver(event: TestEvent): Promise<number> {
    return (await this.post(webhookBody(event))).status;
  }

  rows() {
    return this.database.run((tx) => tx.select().from(webhookEventsTable).orderBy(webhookEventsTable.arrival));
  }

  async rowsOf(type: string) {
    return (await this.rows()).filter(({ eventType }) => eventType === type);
  }

  /** Waits until every event of the type is in that state. */
  async settled(type: string, state: string): Promise<void> {
    await eventually(async () => {
      const rows = await this.rowsOf(type);
      return rows.length > 0 && rows.every((row) => row.state === state);
    });
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

/** Asks again until it is so; a failure counts as not yet. */
export async function eventually(isSo: () => Promise<boolean> | boolean, withinMs = 15_000): Promise<void> {
  const end = Date.now() + withinMs;
  for (;;) {
    const so = await Promise.resolve()
      .then(isSo)
      .catch(() => false);
    if (so) return;
    if (Date.now() > end) throw new Error(`it did not come about within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
