import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { AppConfig } from '../../src/config/app-config';
import { settingsTable } from '../../src/features/settings/settings.table';
import { parseInstanceId } from '../../src/identifiers/guid';
import { installationsTable } from '../../src/installations/installations.table';
import { Metrics } from '../../src/observability/metrics';
import { InboxRetention } from '../../src/webhooks/inbox.retention';
import type { WixEvent } from '../../src/webhooks/webhook-event';
import { webhookEventsTable } from '../../src/webhooks/webhook-events.table';
import { APP_ID, given } from './app-config';
import { deferred } from './deferred';
import { INSTANCE_ID, OTHER_INSTANCE_ID } from './verdicts';
import { eventually, webhookBody, WebhookGateway } from './webhook-gateway';

/** What must hold of webhooks on every kind of database. */
export function webhooksContract(
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

  const outcomes = async (outcome: string): Promise<number> => {
    const text = await gateway.app.get(Metrics, { strict: false }).render();
    return Number(new RegExp(`liftgate_webhook_events_total{outcome="${outcome}"} (\\d+)`).exec(text)?.[1] ?? 0);
  };
  /** Each test its own type, so that none sees another's events. */
  const newType = () => `wix.test.v1.${randomUUID()}`;
  const newInstance = () => given(parseInstanceId(randomUUID()));

  it('stores an event, answers 200 with nothing, and handles it', async () => {
    const type = newType();
    const seen: WixEvent[] = [];
    gateway.on(type, (event) => {
      seen.push(event);
      return undefined;
    });
    const id = randomUUID();
    const identity = JSON.stringify({ identityType: 'WIX_USER', wixUserId: 'u' });
    const data = { id, eventTime: '2026-01-02T03:04:05.678Z', n: 1 };
    await expect(gateway.post(webhookBody({ type, data, identity }))).resolves.toMatchObject({ status: 200, body: '' });
    await gateway.settled(type, 'handled');
    expect(seen).toEqual([
      {
        id,
        type,
        appId: expect.any(String) as string,
        instanceId: INSTANCE_ID,
        siteId: undefined,
        time: Date.parse('2026-01-02T03:04:05.678Z'),
        identity: { type: 'USER', id: 'u' },
        data,
      },
    ]);
  });

  it('handles 13 deliveries of one event once, concurrent or not', async () => {
    const type = newType();
    const handle = jest.fn(() => undefined);
    gateway.on(type, handle);
    const before = await outcomes('duplicate');
    const body = webhookBody({ type, data: { id: randomUUID() } });
    const answers = await Promise.all(Array.from({ length: 12 }, () => gateway.post(body)));
    await gateway.settled(type, 'handled');
    answers.push(await gateway.post(body));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 13 }, () => 200));
    const rows = await gateway.rowsOf(type);
    expect(rows).toMatchObject([{ attempts: 1, state: 'handled' }]);
    // More when a busy machine answered one with 503 and stored it all the same.
    expect(rows[0]?.deliveries).toBeGreaterThanOrEqual(13);
    expect(handle).toHaveBeenCalledTimes(1);
    expect((await outcomes('duplicate')) - before).toBeGreaterThanOrEqual(12);
  });

  it('keeps the first of two payloads under one id, and counts the second as a security event', async () => {
    const type = newType();
    const handle = jest.fn(() => undefined);
    gateway.on(type, handle);
    const before = await outcomes('conflicting');
    const id = randomUUID();
    expect(await gateway.deliver({ type, data: { id, price: 1 } })).toBe(200);
    expect(await gateway.deliver({ type, data: { id, price: 2 } })).toBe(200);
    await gateway.settled(type, 'handled');
    expect(handle.mock.calls).toMatchObject([[{ data: { id, price: 1 } }]]);
    expect((await outcomes('conflicting')) - before).toBe(1);
  });

  it('knows an event without an id by what it says and when', async () => {
    const type = newType();
    gateway.on(type, () => undefined);
    const iat = Math.floor(Date.now() / 1000);
    await gateway.deliver({ type, data: { a: 1 }, iat });
    await gateway.deliver({ type, data: { a: 1 }, iat });
    await gateway.deliver({ type, data: { a: 1 }, iat: iat - 1 });
    await gateway.deliver({ type, data: { a: 2 }, iat });
    await gateway.deliver({ type, data: { a: 1 }, iat, instanceId: OTHER_INSTANCE_ID });
    expect(await gateway.rowsOf(type)).toHaveLength(4);
  });

  it('takes a retry that was signed anew for the duplicate that it is', async () => {
    const instanceId = newInstance();
    const iat = Math.floor(Date.now() / 1000) - 100;
    const mine = async (type: string) => (await gateway.rowsOf(type)).filter((row) => row.instanceId === instanceId);
    const before = await outcomes('duplicate');
    const handle = jest.fn(() => undefined);
    gateway.on('AppInstalled', handle);
    await gateway.deliver({ type: 'AppInstalled', instanceId, data: { appId: 'a' }, iat });
    await gateway.settled('AppInstalled', 'handled');
    await gateway.deliver({ type: 'AppInstalled', instanceId, data: { appId: 'a' }, iat: iat + 1 });
    await gateway.settled('AppInstalled', 'handled');
    expect(await mine('AppInstalled')).toMatchObject([{ deliveries: 2, attempts: 1 }]);
    expect(handle).toHaveBeenCalledTimes(1);
    await gateway.deliver({ type: 'AppRemoved', instanceId, data: { appId: 'a' }, iat: iat + 2 });
    await gateway.deliver({ type: 'AppInstalled', instanceId, data: { appId: 'a' }, iat: iat + 3 });
    expect(await mine('AppInstalled')).toHaveLength(2);
    expect((await outcomes('duplicate')) - before).toBe(1);
  });

  it('takes a retry that was signed anew while its handlers run for a duplicate too, whose time counts', async () => {
    const instanceId = newInstance();
    const iat = Math.floor(Date.now() / 1000) - 100;
    const mine = async () => (await gateway.rowsOf('AppInstalled')).filter((row) => row.instanceId === instanceId);
    const end = deferred<undefined>();
    const running = jest.fn(() => end.promise);
    gateway.on('AppInstalled', (event) => (event.instanceId === instanceId ? running() : undefined));
    await gateway.deliver({ type: 'AppInstalled', instanceId, data: { appId: 'a' }, iat });
    await eventually(() => running.mock.calls.length === 1);
    await gateway.deliver({ type: 'AppInstalled', instanceId, data: { appId: 'a' }, iat: iat + 1 });
    const [row, ...others] = await mine();
    expect([row?.attempts, others]).toEqual([1, []]);
    // Nobody else may have it meanwhile.
    expect(given(row).dueAt.getTime()).toBeGreaterThan(Date.now());
    end.resolve(undefined);
    await eventually(async () => (await mine())[0]?.state === 'handled');
    expect(running).toHaveBeenCalledTimes(1);
    expect(await mine()).toMatchObject([{ attempts: 1, failures: 0, lastError: null }]);
    const installations = await gateway.database.run((tx) => tx.select().from(installationsTable));
    const installation = installations.find((row) => row.instanceId === instanceId);
    expect(installation).toMatchObject({ installedAt: new Date((iat + 1) * 1000) });
  });

  it('stores a crowd that comes at once, each once, whatever is among them', async () => {
    const type = newType();
    gateway.on(type, () => undefined);
    const installed = newInstance();
    const ids = Array.from({ length: 150 }, () => randomUUID());
    const crowd = ids.map((id) => gateway.deliver({ type, data: { id } }));
    const doubles = ids.slice(0, 50).map((id) => gateway.deliver({ type, data: { id } }));
    const lifecycle = gateway.deliver({ type: 'AppInstalled', instanceId: installed, data: { appId: 'a' } });
    expect(new Set(await Promise.all([...crowd, ...doubles, lifecycle]))).toEqual(new Set([200]));
    const rows = await gateway.rowsOf(type);
    expect(rows.map(({ eventId }) => eventId).sort()).toEqual([...ids].sort());
    expect(rows.reduce((sum, { deliveries }) => sum + deliveries, 0)).toBeGreaterThanOrEqual(200);
  });

  it.each(['a\0b', '\ud800'])('gives an event a new id in place of one that no PostgreSQL holds', async (id) => {
    const type = newType();
    expect(await gateway.deliver({ type, data: { id } })).toBe(200);
    expect(await gateway.rowsOf(type)).toMatchObject([{ eventId: expect.stringMatching(/^[0-9a-f]{64}$/) as string }]);
  });

  it('stores an event that nobody handles, and answers 200', async () => {
    const type = newType();
    const before = await outcomes('unknown_type');
    expect(await gateway.deliver({ type, data: { id: randomUUID() } })).toBe(200);
    expect(await gateway.rowsOf(type)).toMatchObject([{ state: 'unknown_type', attempts: 0 }]);
    expect((await outcomes('unknown_type')) - before).toBe(1);
  });

  it.each([
    ['data that is no JSON', { data: '{"a":' }],
    ['data without a floor', { data: `${'['.repeat(5_000)}${']'.repeat(5_000)}` }],
    ['an identity that is no JSON', { identity: 'WIX_USER' }],
    ['an envelope that is no JSON', { claims: { data: 'x' }, type: '' }],
    ['an envelope without a type', { claims: { data: '{"data":"{}"}' }, type: '' }],
    ['an envelope of null', { claims: { data: 'null' }, type: '' }],
    ['text that no PostgreSQL holds', { claims: { data: '{\0\ud800' }, type: '' }],
    ['a type that no PostgreSQL holds', { claims: { data: '{"eventType":"a\\u0000","data":"{}"}' }, type: '' }],
  ])('answers 200 to %s inside a signed body, and makes it a dead letter', async (_, event) => {
    const { type = newType() } = event as { type?: string };
    const before = await outcomes('dead_letter');
    expect(await gateway.deliver({ ...event, type })).toBe(200);
    const rows = await gateway.rowsOf(type);
    expect(rows.at(-1)).toMatchObject({ state: 'dead_letter', lastError: expect.stringMatching(/\.$/) as string });
    expect((await outcomes('dead_letter')) - before).toBe(1);
  });

  it('stores nothing that Wix did not sign', async () => {
    const type = newType();
    const [header = '', payload = ''] = webhookBody({ type }).split('.');
    for (const forged of [`${header}.${payload}.AAAA`, '', '{"eventType":"AppRemoved"}']) {
      await expect(gateway.post(forged)).resolves.toMatchObject({ status: 403, code: 'invalid_signature' });
    }
    expect(await gateway.rowsOf(type)).toEqual([]);
  });

  it('refuses a giant', async () => {
    await expect(gateway.post(Buffer.alloc(1024 * 1024 + 1, 'a'))).resolves.toMatchObject({ status: 413 });
  });

  it('answers while handlers are slow', async () => {
    const type = newType();
    let end: () => void = () => undefined;
    const slow = new Promise<undefined>((resolve) => {
      end = () => {
        resolve(undefined);
      };
    });
    gateway.on(type, () => slow);
    for (let n = 0; n < 8; n += 1) expect(await gateway.deliver({ type, data: { id: randomUUID() } })).toBe(200);
    expect((await gateway.rowsOf(type)).every(({ state }) => state === 'pending')).toBe(true);
    end();
    await gateway.settled(type, 'handled');
  });

  it("keeps the order of an instance's events, one at a time, and holds no other instance up", async () => {
    const type = newType();
    const [one, two] = [newInstance(), newInstance()];
    const order: string[] = [];
    let running = 0;
    gateway.on(type, async ({ instanceId, data }) => {
      if (instanceId === one) {
        running += 1;
        expect(running).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        running -= 1;
      }
      order.push(`${instanceId === one ? 'one' : 'two'} ${(data as { n: number }).n}`);
      return undefined;
    });
    for (let n = 0; n < 6; n += 1) await gateway.deliver({ type, instanceId: one, data: { n } });
    await gateway.deliver({ type, instanceId: two, data: { n: 0 } });
    await gateway.settled(type, 'handled');
    expect(order.filter((entry) => entry.startsWith('one'))).toEqual([0, 1, 2, 3, 4, 5].map((n) => `one ${n}`));
    expect(order.indexOf('two 0')).toBeLessThan(6);
  });

  it('commits the effects together with the state, for the tenant of the event and no other', async () => {
    const type = newType();
    const instanceId = newInstance();
    gateway.on(type, ({ data }) => async (tx) => {
      const { title } = data as { title: string };
      await tx.insert(settingsTable).values({ title, theme: 'auto', accentColor: '#000000', published: true });
      expect(await tx.select().from(settingsTable)).toMatchObject([{ title, instanceId }]);
    });
    await gateway.deliver({ type, instanceId, data: { title: 'from an event' } });
    await gateway.settled(type, 'handled');
  });

  it('gives no effect of an event to another tenant, nor to the inbox itself', async () => {
    const type = newType();
    const instanceId = newInstance();
    const refused = new Set<number>();
    const values = {
      appId: APP_ID,
      instanceId: OTHER_INSTANCE_ID,
      title: 't',
      theme: 'auto',
      accentColor: '#000000',
      published: true,
    } as const;
    gateway.on(type, ({ data }) => async (tx) => {
      const { n } = data as { n: number };
      const attempt = n === 0 ? tx.insert(settingsTable).values(values) : tx.delete(webhookEventsTable);
      await attempt.catch((error: unknown) => {
        refused.add(n);
        throw error;
      });
    });
    await gateway.deliver({ type, instanceId, data: { n: 0 } });
    await gateway.deliver({ type, instanceId: newInstance(), data: { n: 1 } });
    await eventually(() => refused.size === 2);
  });

  it('undoes the effects of an attempt that fails, and tries again', async () => {
    const type = newType();
    const instanceId = newInstance();
    let attempts = 0;
    gateway.on(type, () => async (tx) => {
      attempts += 1;
      await tx.insert(settingsTable).values({ title: 't', theme: 'auto', accentColor: '#000000', published: true });
      if (attempts === 1) throw new Error('the first attempt fails after its effect');
    });
    await gateway.deliver({ type, instanceId, data: {} });
    await gateway.settled(type, 'handled');
    expect(await gateway.rowsOf(type)).toMatchObject([{ attempts: 2, lastError: null }]);
  });

  it('makes a dead letter of an event after the eighth attempt, and then goes on with its instance', async () => {
    const type = newType();
    const next = newType();
    const instanceId = newInstance();
    const handle = jest.fn((): undefined => {
      throw new Error('poison');
    });
    gateway.on(type, handle);
    gateway.on(next, () => undefined);
    await gateway.deliver({ type, instanceId, data: {} });
    await gateway.deliver({ type: next, instanceId, data: {} });
    // Pauses are for the clock of the database; the test has no time for them. Without chance none is as long as a lease.
    const random = jest.spyOn(Math, 'random').mockReturnValue(0);
    await eventually(async () => {
      const [row] = await gateway.rowsOf(type);
      if (row?.state === 'dead_letter') return true;
      expect(await gateway.rowsOf(next)).toMatchObject([{ state: 'pending', attempts: 0 }]);
      await gateway.database.run((tx) =>
        tx.execute(
          sql`UPDATE ${webhookEventsTable} SET due_at = now() WHERE event_type = ${type} AND last_error IS NOT NULL
            AND due_at < now() + interval '40 seconds'`,
        ),
      );
      return false;
    }, 20_000);
    random.mockRestore();
    expect(handle).toHaveBeenCalledTimes(8);
    expect(await gateway.rowsOf(type)).toMatchObject([{ attempts: 8, lastError: 'Error: poison' }]);
    await gateway.settled(next, 'handled');
  });

  it.each([
    [50, 'pending', 'the first of eight'],
    [100, 'dead_letter', 'the last'],
  ])(
    'takes the failure of an event whose process was killed %i times: it is %s, for this is %s',
    async (kills, state) => {
      const type = newType();
      gateway.on(type, () => {
        throw new Error('poison');
      });
      await gateway.database.run((tx) =>
        tx.insert(webhookEventsTable).values({
          appId: APP_ID,
          eventId: randomUUID(),
          eventType: type,
          envelope: JSON.stringify({ eventType: type, data: '{}' }),
          envelopeHash: '',
          eventTime: new Date(),
          state: 'pending',
          attempts: kills,
        }),
      );
      await eventually(async () => (await gateway.rowsOf(type))[0]?.lastError !== null);
      expect(await gateway.rowsOf(type)).toMatchObject([{ state, failures: 1 }]);
    },
  );

  it('forgets events that were handled two weeks ago, whatever their number, and no others', async () => {
    const type = newType();
    await gateway.database.run((tx) =>
      tx.execute(sql`INSERT INTO ${webhookEventsTable} (app_id, event_id, event_type, envelope, envelope_hash, event_time,
          state, received_at, finished_at)
        SELECT ${APP_ID}, concat(state, ' ', days, ' ', n), ${type}, '', '', now(), state, now() - days * interval '1 day',
          CASE state WHEN 'unknown_type' THEN NULL WHEN 'pending' THEN NULL ELSE now() - days * interval '1 day' END
        FROM unnest(ARRAY['handled', 'unknown_type', 'discarded', 'dead_letter']) AS state,
          unnest(ARRAY[13, 15]) AS days, generate_series(1, 700) AS n`),
    );
    await gateway.database.run((tx) =>
      tx.execute(sql`UPDATE ${webhookEventsTable} SET finished_at = now() - interval '1 day'
        WHERE event_type = ${type} AND event_id = 'handled 15 1'`),
    );
    expect(await gateway.app.get(InboxRetention, { strict: false }).delete()).toBe(3 * 700 - 1);
    const kept = new Map<string, number>();
    for (const { eventId } of await gateway.rowsOf(type)) {
      const kind = eventId.split(' ').slice(0, 2).join(' ');
      kept.set(kind, (kept.get(kind) ?? 0) + 1);
    }
    expect(Object.fromEntries(kept)).toEqual({
      'handled 13': 700,
      'handled 15': 1,
      'unknown_type 13': 700,
      'discarded 13': 700,
      'dead_letter 13': 700,
      'dead_letter 15': 700,
    });
    await gateway.database.run((tx) => tx.execute(sql`DELETE FROM ${webhookEventsTable} WHERE event_type = ${type}`));
  });

  it('shares the events among replicas: each is handled once', async () => {
    if (database.database.url === undefined) return;
    const replica = await WebhookGateway.start(database.database);
    try {
      const type = newType();
      const handled: string[] = [];
      for (const one of [gateway, replica]) {
        one.on(type, async ({ id }) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          return () => Promise.resolve(handled.push(id));
        });
      }
      const ids = Array.from({ length: 40 }, () => randomUUID());
      const instances = Array.from({ length: 10 }, newInstance);
      await Promise.all(
        ids.flatMap((id, n) =>
          [gateway, replica].map((one) => one.deliver({ type, data: { id }, instanceId: given(instances[n % 10]) })),
        ),
      );
      await gateway.settled(type, 'handled');
      expect(handled.sort()).toEqual(ids.sort());
    } finally {
      await replica.close();
    }
  });
}
