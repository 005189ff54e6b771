import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pino from 'pino';
import supertest from 'supertest';
import { createApp } from '../../src/app.factory';
import { AuditQueue } from '../../src/audit/audit.queue';
import type { AuditRecord } from '../../src/audit/audit.record';
import { AuditStore } from '../../src/audit/audit.store';
import type { AppConfig } from '../../src/config/app-config';
import { Secret } from '../../src/config/secret';
import { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET } from '../../src/emulator/well-known';
import { parseAppId } from '../../src/identifiers/guid';
import { EmulatorFixture } from '../unit/emulator/emulator.fixture';
import { given, testConfig } from './app-config';
import { until } from './until';

interface WixCallRecord {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly instanceId?: string;
}

interface GatewayOptions {
  readonly controllers?: readonly Type[];
  readonly imports?: readonly (DynamicModule | Type)[];
  readonly config?: Partial<AppConfig>;
}

class TestModule {}

/** The whole gateway and an emulator, both listening on free ports of the loopback. */
export class GatewayFixture {
  readonly http: ReturnType<typeof supertest>;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly emulator: EmulatorFixture,
    private readonly lines: readonly string[],
  ) {
    this.http = supertest(url);
  }

  static async start({ controllers = [], imports = [], config = {} }: GatewayOptions = {}): Promise<GatewayFixture> {
    const emulator = await EmulatorFixture.start();
    const lines: string[] = [];
    const app = await createApp(
      testConfig({
        app: { id: given(parseAppId(WELL_KNOWN_APP_ID)), secrets: [new Secret(WELL_KNOWN_APP_SECRET)], publicKeys: [] },
        wix: { ...testConfig().wix, baseUrl: emulator.url },
        ...config,
      }),
      pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
      (gateway) => ({ module: TestModule, controllers: [...controllers], imports: [gateway, ...imports] }),
    );
    // Connections that a busy machine has not come to yet: past Node's 511 the kernel resets some.
    await app.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
    return new GatewayFixture(app, await app.getUrl(), emulator, lines);
  }

  /** Log lines that hold `text`. */
  logged(text: string): readonly string[] {
    return this.lines.filter((line) => line.includes(text));
  }

  /** What the audit holds, the newest first; once the database, which is slow to start on a busy machine, holds all. */
  async audited(): Promise<readonly AuditRecord[]> {
    const store = this.app.get(AuditStore, { strict: false });
    const answers = (): Promise<boolean> =>
      store.page({}).then(
        () => true,
        () => false,
      );
    await until(answers, 60_000);
    await this.app.get(AuditQueue, { strict: false }).flush();
    return (await store.page({})).records;
  }

  /** The Wix calls since `forgetCalls`, without those of the control interface. */
  async wixCalls(): Promise<readonly WixCallRecord[]> {
    const { body } = await this.emulator.http.get('/_emulator/calls').expect(200);
    return body as readonly WixCallRecord[];
  }

  async forgetCalls(): Promise<void> {
    await this.emulator.http.delete('/_emulator/calls').expect(204);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.emulator.close();
  }
}
