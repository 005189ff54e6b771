import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import type { InstanceContext } from '../../src/auth/instance-context';
import { settingsTable } from '../../src/features/settings/settings.table';
import { parseAppId, parseInstanceId } from '../../src/identifiers/guid';
import { APP_ID, given } from './app-config';
import type { TestDatabase } from './test-database';
import { INSTANCE_ID, OTHER_INSTANCE_ID } from './verdicts';

type Tenant = Pick<InstanceContext, 'appId' | 'instanceId'>;

const values = { theme: 'light', accentColor: '#000000', published: true } as const;
const ours: Tenant = { appId: APP_ID, instanceId: INSTANCE_ID };
const theirs: Tenant = { appId: APP_ID, instanceId: OTHER_INSTANCE_ID };
const TENANT_ROLE = { role: 'liftgate_tenant' };

/** What holds of tenants on every engine. */
export function describeTenancy(open: () => Promise<TestDatabase>): void {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await open();
  }, 60_000);
  afterAll(() => db.close());

  const save = (tenant: Tenant, title: string) =>
    db.tenants.run(tenant, (tx) => tx.insert(settingsTable).values({ ...values, title }));
  const titles = (tenant: Tenant) =>
    db.tenants.run(tenant, async (tx) => (await tx.select().from(settingsTable)).map(({ title }) => title));
  /** What a connection of the pool has of the last tenant. */
  const leftovers = () =>
    db.system.run((tx) =>
      tx.execute(sql`SELECT current_user = session_user AS unchanged,
        coalesce(current_setting('liftgate.app_id', true), '') AS app_id,
        coalesce(current_setting('liftgate.instance_id', true), '') AS instance_id`),
    );
  const NOTHING_LEFT = [{ unchanged: true, app_id: '', instance_id: '' }];

  beforeEach(() => db.clear());

  describe('a tenant', () => {
    it('reads and writes its own rows without naming itself', async () => {
      await save(ours, 'ours');
      await db.tenants.run(ours, (tx) => tx.update(settingsTable).set({ title: 'changed' }));
      expect(await titles(ours)).toEqual(['changed']);
    });

    it('does not see the rows of another instance', async () => {
      await save(ours, 'ours');
      expect(await titles(theirs)).toEqual([]);
    });

    it('does not see the rows of another app with the same instance id', async () => {
      await save(ours, 'ours');
      expect(await titles({ appId: given(parseAppId(randomUUID())), instanceId: INSTANCE_ID })).toEqual([]);
    });

    it('does not reach the rows of another by naming it', async () => {
      await save(ours, 'ours');
      const reached = await db.tenants.run(theirs, async (tx) => [
        ...(await tx.select().from(settingsTable).where(eq(settingsTable.instanceId, INSTANCE_ID))),
        ...(await tx
          .update(settingsTable)
          .set({ title: 'stolen' })
          .where(eq(settingsTable.instanceId, INSTANCE_ID))
          .returning()),
      ]);
      expect(reached).toEqual([]);
      expect(await titles(ours)).toEqual(['ours']);
    });

    it('cannot write a row for another', async () => {
      const foreign = { ...values, title: 'planted', appId: APP_ID, instanceId: INSTANCE_ID };
      await expect(db.tenants.run(theirs, (tx) => tx.insert(settingsTable).values(foreign))).rejects.toMatchObject({
        code: '42501',
      });
      expect(await titles(ours)).toEqual([]);
    });

    it('cannot take over the row of another that is in the way of its own', async () => {
      await save(ours, 'ours');
      const foreign = { ...values, title: 'stolen', appId: APP_ID, instanceId: INSTANCE_ID };
      await expect(
        db.tenants.run(theirs, (tx) =>
          tx
            .insert(settingsTable)
            .values(foreign)
            .onConflictDoUpdate({ target: [settingsTable.appId, settingsTable.instanceId], set: { title: 'stolen' } }),
        ),
      ).rejects.toMatchObject({ code: '42501' });
      expect(await titles(ours)).toEqual(['ours']);
    });

    it('cannot move its row to another', async () => {
      await save(ours, 'ours');
      await expect(
        db.tenants.run(ours, (tx) => tx.update(settingsTable).set({ instanceId: OTHER_INSTANCE_ID })),
      ).rejects.toMatchObject({ code: '42501' });
      expect(await titles(theirs)).toEqual([]);
    });

    it.each([
      'DELETE FROM liftgate.settings',
      'TRUNCATE liftgate.settings',
      'SELECT * FROM liftgate.migrations',
      'ALTER TABLE liftgate.settings DISABLE ROW LEVEL SECURITY',
      'CREATE TABLE liftgate.mine ()',
    ])('may not %s', async (statement) => {
      await expect(db.tenants.run(ours, (tx) => tx.execute(sql.raw(statement)))).rejects.toMatchObject({
        code: '42501',
      });
    });
  });

  describe('without a tenant', () => {
    it.each([
      ['nothing', undefined],
      ['no ids', {}],
      ['no instance', { appId: APP_ID }],
      ['no app', { instanceId: INSTANCE_ID }],
      ['an id that is none', { appId: APP_ID, instanceId: "' OR true --" }],
    ])('given %s, run throws and no work is done', async (_, lost) => {
      const work = jest.fn(() => Promise.resolve());
      await expect(db.tenants.run(lost as Tenant, work)).rejects.toThrow('pass on the InstanceContext');
      expect(work).not.toHaveBeenCalled();
    });

    it('the tenant role sees no row, neither on a fresh connection nor after a tenant', async () => {
      await save(ours, 'ours');
      for (let turn = 0; turn < 3; turn++) {
        expect(await db.database.transaction(TENANT_ROLE, (tx) => tx.select().from(settingsTable))).toEqual([]);
        await titles(ours);
      }
    });

    it('the tenant role cannot write a row', async () => {
      await expect(
        db.database.transaction(TENANT_ROLE, (tx) => tx.insert(settingsTable).values({ ...values, title: 'x' })),
      ).rejects.toMatchObject({ code: expect.stringMatching(/42501|23502/) });
    });
  });

  describe('a connection given back', () => {
    it('keeps nothing of the tenant when the work succeeds', async () => {
      await save(ours, 'ours');
      expect(await leftovers()).toEqual(NOTHING_LEFT);
    });

    it('keeps nothing, and nothing is saved, when the work throws', async () => {
      const failing = db.tenants.run(ours, async (tx) => {
        await tx.insert(settingsTable).values({ ...values, title: 'lost' });
        throw new Error('of the work');
      });
      await expect(failing).rejects.toThrow('of the work');
      expect(await leftovers()).toEqual(NOTHING_LEFT);
      expect(await titles(ours)).toEqual([]);
    });

    it('keeps nothing, and the caller is told, when the work hides that a statement failed', async () => {
      const hiding = db.tenants.run(ours, async (tx) => {
        await tx.insert(settingsTable).values({ ...values, title: 'lost' });
        await tx.execute(sql`SELECT 1 / 0`).catch(() => undefined);
      });
      await expect(hiding).rejects.toThrow('nothing was saved');
      expect(await leftovers()).toEqual(NOTHING_LEFT);
      expect(await titles(ours)).toEqual([]);
    });

    it('is out of reach for what was kept of the transaction', async () => {
      const kept = await db.tenants.run(ours, (tx) => Promise.resolve({ tx }));
      await expect(kept.tx.select().from(settingsTable)).rejects.toMatchObject({
        cause: expect.objectContaining({ message: expect.stringContaining('after it had ended') }),
      });
    });
  });

  it('keeps values out of the error of a failed statement', async () => {
    const error: unknown = await save(ours, 'x'.repeat(121)).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: '23514' });
    expect(String(error)).not.toContain('xxx');
  });

  it('500 concurrent transactions of 50 tenants never meet another tenant', async () => {
    const tenants = Array.from({ length: 50 }, () => ({
      appId: APP_ID,
      instanceId: given(parseInstanceId(randomUUID())),
    }));
    await Promise.all(tenants.map((tenant) => save(tenant, tenant.instanceId)));
    const seen = await Promise.all(
      Array.from({ length: 500 }, async (_, number) => {
        const tenant = given(tenants[number % tenants.length]);
        await wait(Math.random() * 50);
        const rows = await db.tenants
          .run(tenant, async (tx) => {
            const before = await tx.select().from(settingsTable);
            await wait(Math.random() * 4);
            await tx.update(settingsTable).set({ accentColor: `#${String(number).padStart(6, '0')}` });
            if (number % 7 === 0) await tx.execute(sql`SELECT 1 / 0`).catch(() => undefined);
            return number % 7 === 0 ? before : [...before, ...(await tx.select().from(settingsTable))];
          })
          .catch((error: unknown) => {
            if (number % 7 === 0) return [];
            throw error;
          });
        return (
          rows.every((row) => row.instanceId === tenant.instanceId && row.title === tenant.instanceId) &&
          rows.length < 3
        );
      }),
    );
    expect(seen.filter((own) => !own)).toEqual([]);
    for (const tenant of tenants) expect(await titles(tenant)).toEqual([tenant.instanceId]);
    expect(await leftovers()).toEqual(NOTHING_LEFT);
  }, 30_000);
}
