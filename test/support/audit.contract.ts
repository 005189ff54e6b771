import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { AuditQueue } from '../../src/audit/audit.queue';
import { AuditRetention } from '../../src/audit/audit.retention';
import type { AuditRecord } from '../../src/audit/audit.record';
import { type AuditPage, AuditStore } from '../../src/audit/audit.store';
import { SilentTelemetry } from '../../src/config/telemetry';
import { DatabaseUnavailableError } from '../../src/database/database-unavailable.error';
import type { IdentityUse } from '../../src/elevation/audit';
import { type InstanceId, parseInstanceId } from '../../src/identifiers/guid';
import { given, testConfig } from './app-config';
import { losses } from './audit-losses';
import type { TestDatabase } from './test-database';

const config = testConfig();
const AT = Date.now() - 86_400_000;
const SUCCEEDED = { outcome: 'succeeded', result: 200 } as const;

/** What must hold of the audit on every kind of database. */
export function auditContract(open: () => Promise<TestDatabase>): void {
  let db: TestDatabase;
  let instanceId: InstanceId;
  let lost: ReturnType<typeof losses>;
  beforeAll(async () => {
    db = await open();
  }, 60_000);
  afterAll(() => db.close());
  beforeEach(() => {
    instanceId = given(parseInstanceId(randomUUID()));
    lost = losses();
  });

  const store = () => new AuditStore(config, db.system);
  const newAudit = () => new AuditQueue(store(), new SilentTelemetry(), lost.log);
  const use = (more: Partial<IdentityUse> = {}): IdentityUse => ({
    at: AT,
    instanceId,
    identity: { type: 'VISITOR', id: 'visitor-1' },
    route: 'GET /v1/instance',
    call: 'GET /apps/v1/instance',
    requestId: 'request-1',
    ...more,
  });
  /** Of the test's own instance. */
  const records = async (): Promise<readonly AuditRecord[]> => {
    const all: AuditRecord[] = [];
    let before: AuditPage['next'];
    do {
      const page = await store().page({ instanceId, before });
      all.push(...page.records);
      before = page.next;
    } while (before !== undefined);
    return all;
  };

  it('keeps of a use who asked, where, for what, and what became of it', async () => {
    const audit = newAudit();
    audit.record(use(), SUCCEEDED);
    await audit.flush();
    expect(await records()).toEqual([
      {
        at: new Date(AT).toISOString(),
        processId: expect.any(String) as string,
        serial: 0,
        instanceId,
        identityType: 'VISITOR',
        identityId: 'visitor-1',
        route: 'GET /v1/instance',
        wixCall: 'GET /apps/v1/instance',
        outcome: 'succeeded',
        result: '200',
        requestId: 'request-1',
      },
    ]);
  });

  it('has a change on record before it is made, and its end afterwards, in one record', async () => {
    const audit = newAudit();
    const end = await audit.begin(use({ call: 'DELETE /a' }));
    expect(await records()).toMatchObject([{ outcome: 'started', result: null }]);
    end({ outcome: 'failed', result: 'wix_timeout' });
    await audit.flush();
    expect(await records()).toMatchObject([{ outcome: 'failed', result: 'wix_timeout' }]);
  });

  it('has exactly one record of each of many uses at once, none of them lost or told twice', async () => {
    const audit = newAudit();
    const at = () => AT + Math.floor(Math.random() * 3);
    /** Those for which a machine that stood still had no time; their records say so. */
    const refused = new Set<number>();
    const change = async (n: number) => {
      try {
        const end = await audit.begin(use({ at: at(), requestId: `change ${n}`, call: 'PATCH /a' }));
        end(n % 2 === 0 ? SUCCEEDED : { outcome: 'failed', result: 'wix_409' });
      } catch {
        refused.add(n);
      }
    };
    const read = async (n: number) => {
      await Promise.resolve();
      audit.record(
        use({ at: at(), requestId: `read ${n}` }),
        n % 7 === 0 ? { outcome: 'denied', result: undefined } : SUCCEEDED,
      );
    };
    const uses = Array.from({ length: 3_000 }, (_, n) => (n % 6 === 0 ? change(n) : read(n)));
    await Promise.all(uses);
    await audit.flush();
    const all = await records();
    expect(all).toHaveLength(3_000);
    expect(new Set(all.map(({ requestId }) => requestId)).size).toBe(3_000);
    expect(all.map(({ serial }) => serial).sort((a, b) => a - b)).toEqual(uses.map((_, n) => n));
    const outcomeOf = new Map(all.map(({ requestId, outcome }) => [requestId, outcome]));
    for (let n = 0; n < uses.length; n += 1) {
      const ofChange = refused.has(n) ? 'denied' : n % 2 === 0 ? 'succeeded' : 'failed';
      const expected = n % 6 === 0 ? ofChange : n % 7 === 0 ? 'denied' : 'succeeded';
      expect(outcomeOf.get(`${n % 6 === 0 ? 'change' : 'read'} ${n}`)).toBe(expected);
    }
    expect(lost.records).toEqual([]);
  });

  it('never lets a beginning, nor another end, take the place of an end', async () => {
    const one = store();
    const entry = { serial: 0, use: use(), result: undefined };
    for (const outcome of ['denied', 'started', 'succeeded'] as const) await one.write([[{ ...entry, outcome }]]);
    expect(await records()).toMatchObject([{ outcome: 'denied' }]);
  });

  it('is flushed when everything is stored, what a statement under way left behind included', async () => {
    const audit = newAudit();
    const begun = [audit.begin(use({ call: 'PUT /a' }))];
    // The statement for it is under way now.
    await new Promise(setImmediate);
    begun.push(audit.begin(use({ call: 'PUT /b' })));
    audit.record(use(), SUCCEEDED);
    await audit.flush();
    expect(await records()).toHaveLength(3);
    await Promise.all(begun);
  });

  it('stores what waits before the database is closed', async () => {
    const audit = newAudit();
    audit.record(use(), SUCCEEDED);
    await audit.beforeApplicationShutdown();
    expect(await records()).toHaveLength(1);
    expect(lost.records).toEqual([]);
  });

  it('tells the records of one instance and of one time apart, the newest first', async () => {
    const audit = newAudit();
    for (const hour of [1, 2, 3])
      audit.record(use({ at: AT + hour * 3_600_000, requestId: `hour ${hour}` }), SUCCEEDED);
    audit.record(use({ instanceId: given(parseInstanceId(randomUUID())) }), SUCCEEDED);
    await audit.flush();
    expect((await records()).map(({ requestId }) => requestId)).toEqual(['hour 3', 'hour 2', 'hour 1']);
    const between = { instanceId, from: new Date(AT + 2 * 3_600_000), to: new Date(AT + 3 * 3_600_000) };
    expect((await store().page(between)).records.map(({ requestId }) => requestId)).toEqual(['hour 2']);
  });

  it('stores the reads of a statement that did not answer once, and the later ones too', async () => {
    let mute = true;
    class MuteStore extends AuditStore {
      override async write(batches: Parameters<AuditStore['write']>[0]): Promise<void> {
        await super.write(batches);
        if (mute) throw new DatabaseUnavailableError(new Error('Connection lost'));
      }
    }
    const audit = new AuditQueue(new MuteStore(config, db.system), new SilentTelemetry(), lost.log);
    audit.record(use({ requestId: 'read before' }), SUCCEEDED);
    await audit.flush();
    audit.record(use({ requestId: 'read after' }), SUCCEEDED);
    mute = false;
    await audit.flush();
    await audit.flush();
    expect((await records()).map(({ requestId }) => requestId).sort()).toEqual(['read after', 'read before']);
    expect(lost.records).toEqual([]);
  });

  it('finds the records of a time in a batch of a long time', async () => {
    const audit = newAudit();
    const hours = Array.from({ length: 30 }, (_, hour) => AT - hour * 3_600_000);
    for (const at of hours) audit.record(use({ at }), SUCCEEDED);
    await audit.flush();
    for (const at of hours) {
      const { records: found } = await store().page({ instanceId, from: new Date(at), to: new Date(at + 1) });
      expect(found).toHaveLength(1);
    }
  });

  it('takes text that PostgreSQL does not, and bounds it', async () => {
    const audit = newAudit();
    audit.record(use({ route: 'a\0b\ud800c', requestId: `${'x'.repeat(499)}😀` }), SUCCEEDED);
    await audit.flush();
    expect(await records()).toMatchObject([{ route: 'a\ufffdb\ufffdc', requestId: `${'x'.repeat(499)}\ufffd` }]);
    // As an export does.
    await db.system.run((tx) => tx.execute(sql`SELECT to_jsonb(batch) FROM liftgate.audit_batches AS batch`));
    expect(lost.records).toEqual([]);
  });

  it('keeps records for three months, and deletes any number of older ones', async () => {
    const record = (n: string) =>
      sql.raw(
        `json_build_array(json_build_array((extract(epoch FROM day) * 1000)::bigint, ${n}, '${instanceId}', 'USER', 'u', 'r', 'GET /a', 'succeeded', NULL, 'r'))`,
      );
    await db.system.run((tx) =>
      tx.execute(sql`INSERT INTO liftgate.audit_batches SELECT ${config.app.id}, gen_random_uuid(), n, day, day,
        ARRAY[${instanceId}::uuid], true, ${record('n')}
        FROM generate_series(90, 2190) AS n, LATERAL (SELECT now() - n * interval '1 day' AS day) AS days`),
    );
    expect(await new AuditRetention(config, db.system).delete()).toBe(2_099);
    expect((await records()).map(({ serial }) => serial)).toEqual([90, 91]);
  });
}
