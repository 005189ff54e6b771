import { randomUUID } from 'node:crypto';
import { AuditQueue } from '../../src/audit/audit.queue';
import { AuditStore } from '../../src/audit/audit.store';
import { SilentTelemetry } from '../../src/config/telemetry';
import { parseInstanceId } from '../../src/identifiers/guid';
import { given, testConfig } from '../support/app-config';
import { losses } from '../support/audit-losses';
import { type RunningPostgres, startPostgres } from '../support/postgres.server';
import { createServerDatabase, serverDatabase } from '../support/server-database';
import { TcpProxy } from '../support/tcp.proxy';
import type { TestDatabase } from '../support/test-database';
import { eventually } from '../support/webhook-gateway';

const SUCCEEDED = { outcome: 'succeeded', result: 200 } as const;

let server: RunningPostgres;
let made: Awaited<ReturnType<typeof createServerDatabase>>;
let proxy: TcpProxy;
let db: TestDatabase;
beforeAll(async () => {
  server = await startPostgres();
  made = await createServerDatabase(server.url);
  proxy = await TcpProxy.to(new URL(made.url));
  const url = new URL(made.url);
  url.port = String(proxy.port);
  db = await serverDatabase(url.href);
}, 30_000);
afterAll(async () => {
  await db.close();
  await proxy.close();
  await made.drop();
  await server.stop();
});

let audit: AuditQueue;
beforeEach(() => eventually(() => db.system.ping().then(() => true)));
afterEach(async () => {
  proxy.restore();
  await audit.beforeApplicationShutdown();
});

function auditing() {
  const lost = losses();
  const store = new AuditStore(testConfig(), db.system);
  audit = new AuditQueue(store, new SilentTelemetry(), lost.log);
  const instanceId = given(parseInstanceId(randomUUID()));
  const use = (requestId: string) => ({
    at: Date.now(),
    instanceId,
    identity: { type: 'USER', id: 'u' } as const,
    route: 'PUT /v1/thing',
    call: 'PUT /a' as const,
    requestId,
  });
  const outcomes = async () => {
    const { records } = await store.page({ instanceId });
    return records.map(({ requestId, outcome, result }) => [requestId, outcome, result].join(' ')).sort();
  };
  return { use, outcomes, lost };
}

describe.each([
  [
    'goes down',
    () => {
      proxy.goDown();
    },
  ],
  [
    'falls silent',
    () => {
      proxy.goSilent();
    },
  ],
])('a database that %s', (_, fail) => {
  it('refuses changes, remembers reads, and gets each of them once when it is back', async () => {
    const { use, outcomes, lost } = auditing();
    audit.record(use('read before'), SUCCEEDED);
    const end = await audit.begin(use('change across'));
    await audit.flush();

    fail();
    audit.record(use('read meanwhile'), SUCCEEDED);
    await expect(audit.begin(use('change meanwhile'))).rejects.toMatchObject({ code: 'database_unavailable' });
    end(SUCCEEDED);
    await audit.flush();
    await expect(audit.begin(use('one more'))).rejects.toMatchObject({ code: 'database_unavailable' });

    proxy.restore();
    await eventually(async () => (await outcomes()).length === 5, 20_000);
    await eventually(async () => !(await outcomes()).join().includes('started'), 20_000);
    expect(await outcomes()).toEqual([
      'change across succeeded 200',
      'change meanwhile denied database_unavailable',
      'one more denied database_unavailable',
      'read before succeeded 200',
      'read meanwhile succeeded 200',
    ]);
    // And changes are made again.
    (await audit.begin(use('change after')))(SUCCEEDED);
    await audit.flush();
    expect(await outcomes()).toContain('change after succeeded 200');
    expect(lost.records).toEqual([]);
  }, 60_000);
});

it('what a database that is gone did not take by the end is in the log', async () => {
  const { use, lost } = auditing();
  proxy.goDown();
  audit.record(use('left over'), SUCCEEDED);
  await audit.beforeApplicationShutdown();
  expect(lost.records).toMatchObject([{ requestId: 'left over', outcome: 'succeeded' }]);
}, 30_000);
