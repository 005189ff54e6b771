import { randomUUID } from 'node:crypto';
import { eq, inArray, sql } from 'drizzle-orm';
import { InstallationGate } from '../../src/auth/installation-gate';
import { TokenVault } from '../../src/auth/token-vault';
import type { AppConfig } from '../../src/config/app-config';
import { type InstanceId, parseInstanceId, parseSiteId } from '../../src/identifiers/guid';
import { TenantDatabase } from '../../src/database/tenant.database';
import { settingsTable } from '../../src/features/settings/settings.table';
import { InstallationStore } from '../../src/installations/installation.store';
import { TenantPurge } from '../../src/installations/tenant.purge';
import { KnownInstallations } from '../../src/installations/known-installations';
import { installationsTable } from '../../src/installations/installations.table';
import { APP_ID, given } from './app-config';
import { webhookEventsTable } from '../../src/webhooks/webhook-events.table';
import { deferred } from './deferred';
import { accessToken, activeToken, OTHER_INSTANCE_ID } from './verdicts';
import { eventually, WebhookGateway } from './webhook-gateway';

const NOW = Math.floor(Date.now() / 1000) - 1000;
const SITE = given(parseSiteId(randomUUID()));

/** What must hold of installations on every kind of database. */
export function installationsContract(
  open: () => Promise<{ database: AppConfig['database']; close(): Promise<void> }>,
): void {
  let database: Awaited<ReturnType<typeof open>>;
  let gateway: WebhookGateway;
  beforeAll(async () => {
    database = await open();
    gateway = await WebhookGateway.start(database.database);
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await database.close();
  });

  const newInstance = () => given(parseInstanceId(randomUUID()));
  const context = (instanceId: InstanceId) => ({
    appId: APP_ID,
    instanceId,
    siteId: SITE,
    identity: { type: 'USER', id: 'u' } as const,
    expiresAt: Date.now() + 60_000,
  });
  const admits = (instanceId: InstanceId, by = gateway) =>
    by.app.get(InstallationGate, { strict: false }).admits(context(instanceId));
  const read = async (instanceId: InstanceId) => {
    const [row] = await gateway.database.run((tx) =>
      tx.select().from(installationsTable).where(eq(installationsTable.instanceId, instanceId)),
    );
    return row;
  };
  /** Delivers `[type, seconds, data?]` in this order, each handled before the next. */
  const tell = async (instanceId: InstanceId, ...events: readonly (readonly [string, number, object?])[]) => {
    for (const [type, seconds, data = { appId: APP_ID }] of events) {
      expect(await gateway.deliver({ type, instanceId, data, iat: NOW + seconds })).toBe(200);
    }
    await eventually(async () => (await gateway.rows()).every(({ state }) => state !== 'pending'));
  };
  const at = (seconds: number) => new Date((NOW + seconds) * 1000);

  it.each<[string, readonly (readonly [string, number])[], boolean]>([
    ['an installation', [['AppInstalled', 1]], true],
    [
      'an installation under its newer name',
      [['wix.app_management.apps.app_instance.v1.app_instance_installed', 1]],
      true,
    ],
    [
      'a removal',
      [
        ['AppInstalled', 1],
        ['AppRemoved', 2],
      ],
      false,
    ],
    ['a removal alone', [['AppRemoved', 2]], false],
    [
      'a reinstallation',
      [
        ['AppInstalled', 1],
        ['AppRemoved', 2],
        ['AppInstalled', 3],
      ],
      true,
    ],
    [
      'a removal that comes after the reinstallation',
      [
        ['AppInstalled', 1],
        ['AppInstalled', 3],
        ['AppRemoved', 2],
      ],
      true,
    ],
    [
      'a removal that comes first',
      [
        ['AppRemoved', 2],
        ['AppInstalled', 3],
        ['AppInstalled', 1],
      ],
      true,
    ],
    [
      'an installation that comes after its removal',
      [
        ['AppRemoved', 2],
        ['AppInstalled', 1],
      ],
      false,
    ],
    [
      'all of it backwards',
      [
        ['AppRemoved', 4],
        ['AppInstalled', 3],
        ['AppRemoved', 2],
        ['AppInstalled', 1],
      ],
      false,
    ],
    [
      'all of it twice',
      [
        ['AppInstalled', 1],
        ['AppRemoved', 2],
        ['AppInstalled', 1],
        ['AppRemoved', 2],
      ],
      false,
    ],
    [
      'a removal in the second of the installation',
      [
        ['AppInstalled', 1],
        ['AppRemoved', 1],
      ],
      false,
    ],
  ])('after %s', async (_, events, installed) => {
    const instanceId = newInstance();
    await tell(instanceId, ...events);
    const row = await read(instanceId);
    expect(row).toBeDefined();
    expect(row?.removedAt === null).toBe(installed);
    await eventually(() => admits(instanceId) === installed);
  });

  it.each([
    ['AppRemoved', false],
    ['AppInstalled', true],
  ])('after %s, though a handler of it fails, and it is said again', async (type, installed) => {
    const instanceId = newInstance();
    await tell(instanceId, [installed ? 'AppRemoved' : 'AppInstalled', 1]);
    gateway.on(type, (event) => {
      if (event.instanceId === instanceId) throw new Error('poison');
      return undefined;
    });
    for (const seconds of [2, 3]) {
      expect(await gateway.deliver({ type, instanceId, data: { appId: APP_ID }, iat: NOW + seconds })).toBe(200);
      expect(await read(instanceId)).toMatchObject({ lifecycleAt: at(seconds) });
    }
    expect((await read(instanceId))?.removedAt === null).toBe(installed);
    await eventually(() => admits(instanceId) === installed);
    const rows = (await gateway.rowsOf(type)).filter((row) => row.instanceId === instanceId);
    expect(rows).toMatchObject([{ deliveries: 2 }]);
    await gateway.database.run((tx) =>
      tx.update(webhookEventsTable).set({ state: 'discarded' }).where(eq(webhookEventsTable.instanceId, instanceId)),
    );
  });

  it('is refused at once after its removal, though another of its events is being handled', async () => {
    const instanceId = newInstance();
    const end = deferred<undefined>();
    const handle = jest.fn(() => end.promise);
    gateway.on('wix.test.v1.slow', handle);
    expect(await gateway.deliver({ type: 'wix.test.v1.slow', instanceId })).toBe(200);
    await eventually(() => handle.mock.calls.length === 1);
    expect(await gateway.deliver({ type: 'AppRemoved', instanceId, data: { appId: APP_ID } })).toBe(200);
    await eventually(() => !admits(instanceId));
    expect(await gateway.rowsOf('wix.test.v1.slow')).toMatchObject([{ state: 'pending' }]);
    end.resolve(undefined);
  });

  it('changes nothing by another payload under the id of an event', async () => {
    const instanceId = newInstance();
    const id = randomUUID();
    const type = 'wix.app_management.apps.app_instance.v1.app_instance_installed';
    await tell(instanceId, [type, 1, { id, originInstanceId: OTHER_INSTANCE_ID }], [type, 2, { id, more: true }]);
    expect(await read(instanceId)).toMatchObject({ lifecycleAt: at(1), originInstanceId: OTHER_INSTANCE_ID });
  });

  it('keeps what is known of an instance over a reinstallation', async () => {
    const instanceId = newInstance();
    const originInstanceId = newInstance();
    await tell(
      instanceId,
      ['AppInstalled', 1, { appId: APP_ID, originInstanceId }],
      ['PaidPlanPurchased', 2, { vendorProductId: 'gold' }],
      ['AppRemoved', 3],
      ['AppInstalled', 4],
    );
    expect(await read(instanceId)).toMatchObject({
      originInstanceId,
      plan: 'gold',
      installedAt: at(4),
      removedAt: null,
      lifecycleAt: at(4),
    });
  });

  it('orders plans by the time that they name', async () => {
    const instanceId = newInstance();
    const change = (vendorProductId: string, seconds: number) =>
      ['PaidPlanChanged', 9, { vendorProductId, operationTimeStamp: at(seconds).toISOString() }] as const;
    await tell(instanceId, change('silver', 5), change('gold', 7), change('bronze', 6));
    expect(await read(instanceId)).toMatchObject({ plan: 'gold', planAt: at(7) });
    await tell(
      instanceId,
      ['PaidPlanAutoRenewalCancelled', 10, { vendorProductId: 'gold' }],
      ['PlanReactivated', 11, {}],
    );
    expect(await read(instanceId)).toMatchObject({ plan: 'gold', installedAt: null });
  });

  it('believes and remembers an instance that was never heard of', async () => {
    const instanceId = newInstance();
    expect(admits(instanceId)).toBe(true);
    await eventually(async () => (await read(instanceId)) !== undefined);
    expect(await read(instanceId)).toMatchObject({ siteId: SITE, installedAt: null, removedAt: null });
    await tell(instanceId, ['AppRemoved', 1]);
    await eventually(() => !admits(instanceId));
  });

  it('remembers thousands that came at once in few statements', async () => {
    const remember = jest.spyOn(gateway.app.get(InstallationStore, { strict: false }), 'remember');
    const came = Array.from({ length: 1_200 }, newInstance);
    for (const instanceId of came) admits(instanceId);
    await eventually(async () => {
      const rows = await gateway.database.run((tx) =>
        tx
          .select({ siteId: installationsTable.siteId })
          .from(installationsTable)
          .where(inArray(installationsTable.instanceId, came)),
      );
      return rows.length === came.length && rows.every(({ siteId }) => siteId === SITE);
    });
    expect(remember.mock.calls.length).toBeLessThan(100);
    remember.mockRestore();
  });

  it('hears of removals also while nobody can be remembered, who is remembered later', async () => {
    const [unwritten, removed] = [newInstance(), newInstance()];
    const remember = jest
      .spyOn(gateway.app.get(InstallationStore, { strict: false }), 'remember')
      .mockRejectedValue(new Error('not now'));
    expect(admits(unwritten)).toBe(true);
    await eventually(() => remember.mock.calls.length > 0);
    await tell(removed, ['AppRemoved', 1]);
    await eventually(() => !admits(removed));
    expect(await read(unwritten)).toBeUndefined();
    remember.mockRestore();
    await eventually(async () => (await read(unwritten)) !== undefined);
  });

  describe('what is kept of an instance', () => {
    let processes: readonly WebhookGateway[];
    beforeAll(async () => {
      const isShared = database.database.url !== undefined;
      processes = isShared ? [gateway, await WebhookGateway.start(database.database)] : [gateway];
    });
    afterAll(() => Promise.all(processes.filter((process) => process !== gateway).map((replica) => replica.close())));

    const vaults = () => processes.map(({ app }) => app.get(TokenVault, { strict: false }));
    const known = () => processes.map(({ app }) => app.get(KnownInstallations, { strict: false }));
    const looked = () => Promise.all(known().map((installations) => installations.refresh()));
    const issued = (name: string) => () =>
      Promise.resolve({
        accessToken: accessToken(name),
        refreshToken: undefined,
        expiresAt: Date.now() + 14_400_000,
      });
    const keep = async (instanceId: InstanceId) => {
      const verdict = activeToken(Date.now(), { instanceId });
      for (const vault of vaults()) {
        await vault.verdict(instanceId, () => Promise.resolve(verdict), { fresh: false, stale: 'refused' });
        await tokensOf(vault, instanceId, 'old');
      }
    };
    /** Those that are kept; others are issued. */
    const tokensOf = async (vault: TokenVault, instanceId: InstanceId, name = 'new') => [
      await vault.appToken(instanceId, issued(`${name}-app`)),
      await vault.unboundToken(instanceId, instanceId, issued(`${name}-unbound`)),
    ];
    const tokens = (instanceId: InstanceId) => Promise.all(vaults().map((vault) => tokensOf(vault, instanceId)));
    const remembers = (instanceId: InstanceId) => vaults().map((vault) => vault.remembers(instanceId));
    const everywhere = <Value>(value: Value) => processes.map(() => value);

    it('is no token after its removal, in any process; its verdicts stay', async () => {
      const [gone, other] = [newInstance(), newInstance()];
      for (const instanceId of [gone, other]) await keep(instanceId);
      await tell(gone, ['AppRemoved', 2]);
      await eventually(() => processes.every((process) => !admits(gone, process)));
      expect(await tokens(gone)).toEqual(everywhere(['new-app', 'new-unbound']));
      expect(remembers(gone)).toEqual(everywhere(true));
      expect(await tokens(other)).toEqual(everywhere(['old-app', 'old-unbound']));
    });

    it('is nothing of an earlier installation, also where nobody saw the removal, and is said once', async () => {
      const instanceId = newInstance();
      await tell(instanceId, ['AppInstalled', 1]);
      await looked();
      await keep(instanceId);
      const forget = vaults().map((vault) => jest.spyOn(vault, 'forgetShared'));
      const blind = known().map((installations) => jest.spyOn(installations, 'refresh').mockResolvedValue(undefined));
      await tell(instanceId, ['AppRemoved', 2], ['AppInstalled', 3]);
      for (const look of blind) look.mockRestore();
      await eventually(() => remembers(instanceId).every((remembered) => !remembered));
      expect(await tokens(instanceId)).toEqual(everywhere(['new-app', 'new-unbound']));
      expect(forget.flatMap(({ mock }) => mock.calls)).toEqual([[instanceId]]);
      for (const spy of forget) spy.mockRestore();
    });

    it('stays over a first installation that is told late', async () => {
      const instanceId = newInstance();
      for (const process of processes) admits(instanceId, process);
      await keep(instanceId);
      await eventually(async () => (await read(instanceId)) !== undefined);
      await tell(instanceId, ['AppInstalled', 1]);
      await looked();
      expect(remembers(instanceId)).toEqual(everywhere(true));
      expect(await tokens(instanceId)).toEqual(everywhere(['old-app', 'old-unbound']));
    });

    it('stays over another event of the same installation', async () => {
      const instanceId = newInstance();
      await tell(instanceId, ['AppInstalled', 1]);
      await looked();
      await keep(instanceId);
      await tell(
        instanceId,
        ['PaidPlanPurchased', 2, { vendorProductId: 'gold' }],
        ['AppRemoved', 0],
        ['AppInstalled', 1],
      );
      await looked();
      expect(await tokens(instanceId)).toEqual(everywhere(['old-app', 'old-unbound']));
      expect(remembers(instanceId)).toEqual(everywhere(true));
    });
  });

  it('deletes the data of an instance a month after its removal, unless it is back, and of no other', async () => {
    const [gone, back, fresh, live] = [newInstance(), newInstance(), newInstance(), newInstance()];
    const tenants = gateway.app.get(TenantDatabase, { strict: false });
    const settings = (instanceId: InstanceId) =>
      tenants.run({ appId: APP_ID, instanceId }, (tx) => tx.select().from(settingsTable));
    for (const instanceId of [gone, back, fresh, live]) {
      await tenants.run({ appId: APP_ID, instanceId }, (tx) =>
        tx.insert(settingsTable).values({ title: 't', theme: 'auto', accentColor: '#000000', published: true }),
      );
    }
    for (const instanceId of [gone, back, fresh]) await tell(instanceId, ['AppRemoved', 1]);
    const removedLongAgo = { removedAt: sql`now() - interval '31 days'` };
    await gateway.database.run((tx) =>
      tx
        .update(installationsTable)
        .set(removedLongAgo)
        .where(inArray(installationsTable.instanceId, [gone, back])),
    );
    await tell(back, ['AppInstalled', 2]);
    const late = await gateway.deliver({ type: 'wix.test.v1.late', instanceId: gone, data: '{' });
    expect(late).toBe(200);
    await gateway.database.run((tx) =>
      tx
        .update(webhookEventsTable)
        .set({ receivedAt: sql`now() - interval '29 days'` })
        .where(eq(webhookEventsTable.instanceId, gone)),
    );
    const purge = gateway.app.get(TenantPurge, { strict: false });
    expect(await purge.run()).toEqual([gone]);
    expect(await Promise.all([gone, back, fresh, live].map(async (id) => (await settings(id)).length))).toEqual([
      0, 1, 1, 1,
    ]);
    const purgedAt = (await read(gone))?.purgedAt;
    expect(purgedAt).toBeInstanceOf(Date);
    expect((await gateway.rows()).filter(({ instanceId }) => instanceId === gone)).toEqual([]);
    expect(await purge.run()).toEqual([]);
    await tell(gone, ['AppInstalled', 3]);
    expect(await read(gone)).toMatchObject({ removedAt: null, purgedAt });
  });

  it('deletes what is due once, when several look for it at the same time', async () => {
    const gone = Array.from({ length: 20 }, newInstance);
    const removedAt = new Date(Date.now() - 40 * 24 * 3_600_000);
    await gateway.database.run((tx) =>
      tx.insert(installationsTable).values(gone.map((instanceId) => ({ appId: APP_ID, instanceId, removedAt }))),
    );
    const purge = gateway.app.get(TenantPurge, { strict: false });
    const purged = await Promise.all(Array.from({ length: 4 }, () => purge.run()));
    expect(purged.flat().sort()).toEqual(gone.sort());
  });

  it('is told to a process that starts later, and to its replicas within two seconds', async () => {
    if (database.database.url === undefined) return;
    const [before, after] = [newInstance(), newInstance()];
    await tell(before, ['AppRemoved', 1]);
    const replica = await WebhookGateway.start(database.database);
    try {
      await eventually(() => !admits(before, replica));
      expect(admits(after, replica)).toBe(true);
      await tell(after, ['AppRemoved', 1]);
      await eventually(() => !admits(after, replica));
    } finally {
      await replica.close();
    }
  });
}
