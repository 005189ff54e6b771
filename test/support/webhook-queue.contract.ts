import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { LeaseLostError } from '../../src/webhooks/lease-lost.error';
import { webhookEventsTable } from '../../src/webhooks/webhook-events.table';
import { WebhookQueue } from '../../src/webhooks/webhook.queue';
import { given, testConfig } from './app-config';
import type { TestDatabase } from './test-database';

const config = testConfig();
const { id: APP } = config.app;

/** What must hold of the hand-out of events on every kind of database. */
export function webhookQueueContract(open: () => Promise<TestDatabase>): void {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  }, 60_000);
  afterAll(() => db.close());
  beforeEach(() => db.system.run((tx) => tx.execute(sql`DELETE FROM liftgate.webhook_events`)));

  const newQueue = () => new WebhookQueue(config, db.system);
  /** Events `<name> 0`, `<name> 1` and so on. */
  const store = (name: string, instanceId: string | null, count = 1, state = 'pending') =>
    db.system.run((tx) =>
      tx.execute(sql`
        INSERT INTO liftgate.webhook_events (app_id, event_id, event_type, instance_id, envelope, envelope_hash, event_time, state)
        SELECT ${APP}, ${`${name} `} || n, 'type', ${instanceId}::uuid, repeat('x', 800), 'hash', date_trunc('milliseconds', now()), ${state}
        FROM generate_series(0, ${count}::int - 1) AS n`),
    );
  const claimIds = async (queue: WebhookQueue, most = 100): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (let event = await queue.claim(); event !== undefined; event = await queue.claim()) {
      ids.push(event.eventId);
      if (ids.length === most) break;
    }
    return ids;
  };

  it('of each instance the oldest, and the next when that has ended', async () => {
    await store('a', randomUUID(), 3);
    await store('b', randomUUID(), 2);
    const queue = newQueue();
    const first = await queue.claim();
    expect(await claimIds(queue)).toHaveLength(1);
    if (first !== undefined) await db.system.run((tx) => queue.finish(tx, first));
    expect(await claimIds(queue)).toEqual([first?.eventId.replace('0', '1')]);
  });

  it('instances take turns', async () => {
    const instances = Array.from({ length: 12 }, () => randomUUID());
    for (const instanceId of instances) await store(instanceId, instanceId, 3);
    const queue = newQueue();
    const turns: (string | null | undefined)[] = [];
    for (let n = 0; n < 36; n += 1) {
      const event = await queue.claim();
      if (event !== undefined) await db.system.run((tx) => queue.finish(tx, event));
      turns.push(event?.instanceId);
    }
    for (const round of [0, 12, 24]) expect(new Set(turns.slice(round, round + 12))).toEqual(new Set(instances));
    expect(await queue.claim()).toBeUndefined();
  });

  it('events of no instance wait for none', async () => {
    await store('of nobody', null, 3);
    expect(await claimIds(newQueue())).toEqual(['of nobody 0', 'of nobody 1', 'of nobody 2']);
  });

  it('none to two processes', async () => {
    for (let n = 0; n < 20; n += 1) await store(`i${n}`, randomUUID());
    await store('of nobody', null, 20);
    const claimed = (await Promise.all([newQueue(), newQueue(), newQueue()].map((queue) => claimIds(queue)))).flat();
    expect(new Set(claimed).size).toBe(claimed.length);
    // What two reached for at the same moment is there at the next poll.
    expect(claimed.length + (await claimIds(newQueue())).length).toBe(40);
  });

  it('while thousands wait for one instance, or have been handled', async () => {
    const [busy, other] = [randomUUID(), randomUUID()];
    await store('handled', busy, 8_000, 'handled');
    await store('waiting', busy, 8_000);
    for (let n = 0; n < 20; n += 1) await store(`i${n}`, randomUUID(), 200);
    await store('late', other);
    // Each looked at all that waited, for seconds, and was given up by the database's deadline.
    expect(await claimIds(newQueue())).toHaveLength(22);
  });

  it('while thousands of instances are in a pause', async () => {
    const pause = sql`now() + interval '1 hour'`;
    await db.system.run((tx) =>
      tx.execute(sql`
        INSERT INTO liftgate.webhook_events
          (app_id, event_id, event_type, instance_id, envelope, envelope_hash, event_time, state, due_at)
        SELECT ${APP}, 'paused ' || n, 'type', gen_random_uuid(), 'x', 'hash', now(), 'pending', ${pause}
        FROM generate_series(1, 5000) AS n`),
    );
    for (let n = 0; n < 3; n += 1) await store(`i${n}`, randomUUID());
    await store('of nobody', null);
    expect(await claimIds(newQueue())).toHaveLength(4);
  });

  it('not the oldest, which was replayed, while a younger one of its instance is being handled', async () => {
    const instanceId = randomUUID();
    await store('dead', instanceId, 1, 'dead_letter');
    await store('next', instanceId);
    await store('other', randomUUID());
    const queue = newQueue();
    expect(new Set(await claimIds(queue))).toEqual(new Set(['next 0', 'other 0']));
    await db.system.run((tx) =>
      tx.execute(sql`UPDATE ${webhookEventsTable} SET state = 'pending' WHERE event_id = 'dead 0'`),
    );
    expect(await claimIds(queue)).toEqual([]);
    await db.system.run((tx) =>
      tx.execute(sql`UPDATE ${webhookEventsTable} SET state = 'handled' WHERE event_id = 'next 0'`),
    );
    expect(await claimIds(queue)).toEqual(['dead 0']);
  });

  it('of one instance one to all processes, while older ones come back to the queue', async () => {
    for (let round = 0; round < 20; round += 1) {
      const instanceId = randomUUID();
      await store(`dead ${round}`, instanceId, 1, 'dead_letter');
      await store(`next ${round}`, instanceId);
      const replay = db.system.run((tx) =>
        tx.execute(sql`UPDATE ${webhookEventsTable} SET state = 'pending' WHERE event_id = ${`dead ${round} 0`}`),
      );
      const claims = Array.from({ length: 4 }, () => newQueue().claim());
      const claimed = (await Promise.all([...claims, replay.then(() => newQueue().claim())])).filter(Boolean);
      expect(claimed.length).toBeLessThan(2);
      await db.system.run((tx) => tx.execute(sql`DELETE FROM ${webhookEventsTable}`));
    }
  });

  it('again, when its process was killed, and not before its pause is over', async () => {
    await store('a', randomUUID());
    const queue = newQueue();
    const event = await queue.claim();
    expect(await newQueue().claim()).toBeUndefined();
    if (event !== undefined) await queue.fail(event, 'failed', 60_000);
    expect(await newQueue().claim()).toBeUndefined();
    if (event !== undefined) await queue.release(event);
    expect(await claimIds(newQueue())).toEqual(['a 0']);
  });

  it('to nobody else while its lease is renewed, and the next of its instance only after it', async () => {
    await store('a', randomUUID(), 2);
    const queue = newQueue();
    const event = given(await queue.claim());
    for (let n = 0; n < 3; n += 1) {
      await db.system.run((tx) => tx.execute(sql`UPDATE liftgate.webhook_events SET due_at = now()`));
      await queue.renew(event);
      expect(await newQueue().claim()).toBeUndefined();
    }
    await db.system.run((tx) => queue.finish(tx, event));
    await expect(queue.renew(event)).rejects.toBeInstanceOf(LeaseLostError);
    expect(await claimIds(newQueue())).toEqual(['a 1']);
  });

  it('and whoever gave it back has nothing more to say of it', async () => {
    await store('a', randomUUID());
    const [queue, next] = [newQueue(), newQueue()];
    const event = given(await queue.claim());
    await queue.release(event);
    await expect(queue.renew(event)).rejects.toBeInstanceOf(LeaseLostError);
    // Not tried, so this is the first attempt too.
    const taken = given(await next.claim());
    expect(taken.attempts).toBe(1);
    await queue.fail(event, 'failed', 0);
    await queue.release(event);
    await expect(queue.renew(event)).rejects.toBeInstanceOf(LeaseLostError);
    await expect(db.system.run((tx) => queue.finish(tx, event))).rejects.toBeInstanceOf(LeaseLostError);
    expect(await db.system.run((tx) => tx.select().from(webhookEventsTable))).toEqual([taken]);
    await db.system.run((tx) => next.finish(tx, taken));
  });
}
