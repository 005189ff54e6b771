import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import request from 'supertest';
import { Secret } from '../../src/config/secret';
import { SERVER_TIMEOUTS } from '../../src/database/database.timeouts';
import { APP_ID } from '../support/app-config';
import { deferred } from '../support/deferred';
import { type RunningGateway, startGateway } from '../support/emulated-gateway';
import { type RunningPostgres, startPostgres } from '../support/postgres.server';
import { createServerDatabase, serverDatabase } from '../support/server-database';
import { TcpProxy } from '../support/tcp.proxy';
import type { TestDatabase } from '../support/test-database';
import { until } from '../support/until';
import { INSTANCE_ID } from '../support/verdicts';

/** What a request may wait for the database: for a connection, and for the answer to BEGIN. A loaded machine adds to it. */
const BOUND_MS = SERVER_TIMEOUTS.connectionMs + SERVER_TIMEOUTS.beginMs + 2_000;
const SAVED = { title: 'Saved', theme: 'dark', accentColor: '#000000', published: true };

let server: RunningPostgres;
let made: Awaited<ReturnType<typeof createServerDatabase>>;
let proxy: TcpProxy;
let proxied: string;

beforeAll(async () => {
  server = await startPostgres();
  made = await createServerDatabase(server.url);
  proxy = await TcpProxy.to(new URL(made.url));
  const url = new URL(made.url);
  url.port = String(proxy.port);
  proxied = url.href;
}, 30_000);
afterAll(async () => {
  await proxy.close();
  await made.drop();
  await server.stop();
});
afterEach(() => {
  proxy.restore();
});

describe('the gateway', () => {
  let gateway: RunningGateway;
  let token: string;

  const start = async () => {
    gateway = await startGateway({ url: new Secret(proxied), dataDir: 'memory://' });
    token = await gateway.token(await gateway.install(), 'USER');
  };
  afterEach(() => gateway.close());

  const get = (path: string) => request(gateway.url).get(path).set('Authorization', token);
  const settingsAnswer = async () => {
    const started = performance.now();
    const response = await get('/v1/settings');
    return { response, ms: performance.now() - started };
  };
  const untilSettingsAnswer = async () => {
    for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
      if ((await get('/v1/settings')).status === 200) return;
    }
    throw new Error('the settings did not come back');
  };
  const expectOutage = async () => {
    await get('/v1/identity').expect(200);
    const answers = await Promise.all(Array.from({ length: 20 }, settingsAnswer));
    for (const { response, ms } of answers) {
      expect(response.status).toBe(503);
      expect(response.body).toMatchObject({ code: 'database_unavailable' });
      expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
      expect(ms).toBeLessThan(BOUND_MS);
      expect(response.text).not.toMatch(/ECONN|postgres|timeout|pg/i);
    }
    await get('/v1/identity').expect(200);
  };

  it.each([
    [
      'is down',
      () => {
        proxy.goDown();
      },
    ],
    [
      'hangs',
      () => {
        proxy.goSilent();
      },
    ],
  ])(
    'goes on without data when the server %s, and with it when it is back',
    async (_, fail) => {
      await start();
      await request(gateway.url).put('/v1/settings').set('Authorization', token).send(SAVED).expect(200);
      fail();
      await expectOutage();
      await expectOutage();
      proxy.restore();
      await untilSettingsAnswer();
      await get('/v1/settings').expect(200, SAVED);
    },
    60_000,
  );

  it.each([
    [
      'is down',
      () => {
        proxy.goDown();
      },
    ],
    [
      'hangs',
      () => {
        proxy.goSilent();
      },
    ],
  ])(
    'starts when the server %s, and finds it later',
    async (_, fail) => {
      fail();
      await start();
      await expectOutage();
      proxy.restore();
      await untilSettingsAnswer();
    },
    60_000,
  );

  it('survives a server that ends its connections, idle and in use', async () => {
    await start();
    const admin = new Client(server.url);
    await admin.connect();
    for (let turn = 0; turn < 5; turn++) {
      const asking = Promise.all(Array.from({ length: 20 }, () => get('/v1/settings')));
      await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'liftgate'");
      for (const { status } of await asking) expect([200, 503]).toContain(status);
    }
    await admin.end();
    await untilSettingsAnswer();
  }, 60_000);
});

describe('a tenant transaction', () => {
  const ours = { appId: APP_ID, instanceId: INSTANCE_ID };
  const TIMEOUTS = { ...SERVER_TIMEOUTS, connectionMs: 1_000, statementMs: 500, transactionMs: 1_500 };
  let db: TestDatabase;

  beforeEach(async () => {
    db = await serverDatabase(proxied, TIMEOUTS);
  });
  afterEach(() => db.close());

  const unavailable = { code: 'database_unavailable' };
  const ask = () => db.tenants.run(ours, (tx) => tx.execute(sql`SELECT 1 AS one`));
  /** In time, or a moment later on a machine that is busy. */
  const worksAgain = () =>
    until(() =>
      ask().then(
        () => true,
        () => false,
      ),
    );

  it('is refused while every connection is in use, and not one moment longer', async () => {
    const hold = deferred<undefined>();
    const holders = Array.from({ length: 10 }, () => db.tenants.run(ours, () => hold.promise));
    await expect(Promise.all(Array.from({ length: 20 }, ask))).rejects.toMatchObject(unavailable);
    hold.resolve(undefined);
    await Promise.all(holders);
    await worksAgain();
  });

  it('ends with a statement that takes too long', async () => {
    await expect(db.tenants.run(ours, (tx) => tx.execute(sql`SELECT pg_sleep(5)`))).rejects.toMatchObject(unavailable);
    await worksAgain();
  });

  it('ends when its work does not', async () => {
    const forever = Array.from({ length: 10 }, () => db.tenants.run(ours, () => new Promise(() => undefined)));
    for (const result of await Promise.allSettled(forever))
      expect(result).toMatchObject({ status: 'rejected', reason: unavailable });
    await worksAgain();
  });

  it('is undone by the server when its process stands still in it', async () => {
    const settings = await db.tenants.run(ours, (tx) => tx.execute(sql`SHOW idle_in_transaction_session_timeout`));
    expect(settings).toEqual([{ idle_in_transaction_session_timeout: '1500ms' }]);
  });

  it('leaves nothing to the next when its connection breaks in the middle', async () => {
    const broken = db.tenants.run(ours, async (tx) => {
      proxy.restore();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await tx.execute(sql`SELECT 1`);
    });
    await expect(broken).rejects.toMatchObject(unavailable);
    expect(await db.system.run((tx) => tx.execute(sql`SELECT current_user = session_user AS own`))).toEqual([
      { own: true },
    ]);
  });
});

describe('SQL inside a tenant transaction', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await serverDatabase(made.url);
  });
  afterAll(() => db.close());

  // The login role owns the tables, and row-level security is forced on it too.
  it.each(['RESET ROLE', 'SET ROLE NONE', "SELECT set_config('role', 'none', true)", 'COMMIT'])(
    'that gets out of the role by %s sees no more than before',
    async (escape) => {
      const ours = { appId: APP_ID, instanceId: INSTANCE_ID };
      const other = { ...ours, instanceId: '33333333-3333-4333-8333-333333333333' as typeof INSTANCE_ID };
      for (const tenant of [ours, other]) {
        await db.tenants.run(tenant, (tx) =>
          tx.execute(sql`INSERT INTO liftgate.settings (title, theme, accent_color, published)
            VALUES ('x', 'dark', '#000000', true) ON CONFLICT DO NOTHING`),
        );
      }
      const seen: unknown[] = [];
      await db.tenants
        .run(ours, async (tx) => {
          await tx.execute(sql.raw(escape));
          seen.push(...(await tx.execute<{ instance_id: string }>(sql`SELECT instance_id FROM liftgate.settings`)));
        })
        .catch(() => undefined);
      expect(seen).not.toContainEqual({ instance_id: other.instanceId });
    },
  );

  it('may not become another role', async () => {
    await expect(
      db.tenants.run({ appId: APP_ID, instanceId: INSTANCE_ID }, (tx) =>
        tx.execute(sql`SET SESSION AUTHORIZATION postgres`),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });
});
