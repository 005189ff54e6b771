import { randomUUID } from 'node:crypto';
import { asc, sql } from 'drizzle-orm';
import { SilentTelemetry } from '../../src/config/telemetry';
import { EventEffects } from '../../src/webhooks/event.effects';
import type { EventHandler } from '../../src/webhooks/event.handler';
import { EventHandlerRegistry } from '../../src/webhooks/event-handler.registry';
import { EventProcessor } from '../../src/webhooks/event.processor';
import { EventReader } from '../../src/webhooks/event.reader';
import type { EventScopes } from '../../src/webhooks/event.scopes';
import { type ClaimedEvent, WebhookQueue } from '../../src/webhooks/webhook.queue';
import { webhookEventsTable as events } from '../../src/webhooks/webhook-events.table';
import { given, testConfig } from './app-config';
import { ManualClock } from './manual.clock';
import type { TestDatabase } from './test-database';

const config = testConfig();
/** As long as a handler may take. */
const LONG_MS = 20_000;
/** Longer than any lease. */
const TOO_LONG_MS = 60_000;

/** What must hold of an event while its handlers run, on every kind of database. */
export function eventLeaseContract(open: () => Promise<TestDatabase>): void {
  let db: TestDatabase;
  let clock: ManualClock;
  let registry: EventHandlerRegistry;
  /** Whatever happened, in its order. */
  let story: string[];
  beforeAll(async () => {
    db = await open();
  }, 60_000);
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.system.run((tx) => tx.execute(sql`DELETE FROM liftgate.webhook_events`));
    clock = new ManualClock();
    registry = new EventHandlerRegistry();
    story = [];
  });

  const newQueue = () => new WebhookQueue(config, db.system);
  const store = (instanceId: string, count = 1) =>
    db.system.run((tx) =>
      tx.execute(sql`
        INSERT INTO liftgate.webhook_events (app_id, event_id, event_type, instance_id, envelope, envelope_hash, event_time, state)
        SELECT ${config.app.id}, 'event ' || n, 'slow', ${instanceId}::uuid, '{"eventType":"slow","data":"{}"}', '', now(), 'pending'
        FROM generate_series(1, ${count}::int) AS n`),
    );
  const rows = () => db.system.run((tx) => tx.select().from(events).orderBy(asc(events.arrival)));
  /** Lets time pass, for the process and for the database. */
  const pass = async (ms: number, forProcess = true): Promise<void> => {
    if (forProcess) clock.advance(ms);
    await db.system.run((tx) =>
      tx.execute(sql`UPDATE ${events} SET due_at = due_at - ${ms} * interval '1 millisecond' WHERE due_at > now()`),
    );
  };
  /** A handler that is in the story, and so are its effects. */
  const on = (name: string, work: () => Promise<unknown> = () => Promise.resolve()): void => {
    const handle: EventHandler['handle'] = async () => {
      story.push(name);
      await work();
      return () => Promise.resolve(story.push(`effects of ${name}`));
    };
    const declared = { effects: 'gateway', calls: [], declaredIn: 'the test' } as const;
    registry.add('slow', { name, ...declared, handle });
  };
  const process = (queue: WebhookQueue, event: ClaimedEvent): Promise<void> => {
    const scopes = { run: (_event: unknown, _handler: unknown, work: (app: undefined) => unknown) => work(undefined) };
    return new EventProcessor(
      new EventReader(config),
      registry,
      // Nobody asks for the app's identity here.
      scopes as unknown as EventScopes,
      new EventEffects(db.system, queue),
      queue,
      new SilentTelemetry(),
      clock,
    ).process(event);
  };

  it('belongs to one worker, however long they take together', async () => {
    await store(randomUUID(), 2);
    const claimedMeanwhile: unknown[] = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      on(name, async () => {
        await pass(LONG_MS);
        claimedMeanwhile.push(await newQueue().claim());
      });
    }
    const queue = newQueue();
    await process(queue, given(await queue.claim()));
    expect(claimedMeanwhile).toEqual([undefined, undefined, undefined, undefined]);
    expect(story).toEqual(['a', 'b', 'c', 'd', ...['a', 'b', 'c', 'd'].map((name) => `effects of ${name}`)]);
    expect(await rows()).toMatchObject([
      { eventId: 'event 1', state: 'handled', attempts: 1, failures: 0 },
      { eventId: 'event 2', state: 'pending', attempts: 0 },
    ]);
  });

  it('is put with those that nobody handles by a process that has no handler for it', async () => {
    await store(randomUUID());
    const queue = newQueue();
    await process(queue, given(await queue.claim()));
    expect(await rows()).toMatchObject([{ state: 'unknown_type', lastError: null }]);
  });

  it('still belongs to it while the effects of a slow one are stored', async () => {
    await store(randomUUID());
    const left: unknown[] = [];
    registry.add('slow', {
      ...{ name: 'slow', effects: 'gateway', calls: [], declaredIn: 'the test' },
      handle: async () => {
        await pass(2 * LONG_MS);
        return async (tx) => {
          left.push(...(await tx.execute(sql`SELECT due_at > now() + interval '20 seconds' AS enough FROM ${events}`)));
        };
      },
    });
    const queue = newQueue();
    await process(queue, given(await queue.claim()));
    expect(left).toEqual([{ enough: true }]);
    expect(await rows()).toMatchObject([{ state: 'handled' }]);
  });

  describe.each([
    ['and that it stood still itself', true],
    ['and nothing tells it so', false],
  ])('that somebody else took over, %s,', (_, forProcess) => {
    let other: WebhookQueue;
    let taken: ClaimedEvent | undefined;
    const standStill = async (): Promise<void> => {
      await pass(TOO_LONG_MS, forProcess);
      taken = await other.claim();
    };
    beforeEach(async () => {
      other = newQueue();
      await store(randomUUID());
    });
    /** It is whose it was, and is handled when that worker says so. */
    const expectUntouched = async (): Promise<void> => {
      expect(await rows()).toEqual([taken]);
      await db.system.run((tx) => other.finish(tx, given(taken)));
      expect(await rows()).toMatchObject([{ state: 'handled', attempts: 2 }]);
    };

    it('gets none of the handlers that are left', async () => {
      on('a', standStill);
      on('b');
      const queue = newQueue();
      await process(queue, given(await queue.claim()));
      expect(story).toEqual(['a']);
      await expectUntouched();
    });

    it('is not handled by the last of them', async () => {
      on('a');
      on('b', standStill);
      const queue = newQueue();
      await process(queue, given(await queue.claim()));
      // What nothing told was begun, and undone.
      expect(story).toEqual(forProcess ? ['a', 'b'] : ['a', 'b', 'effects of a', 'effects of b']);
      await expectUntouched();
    });

    it('does not fail with one that does', async () => {
      on('a', async () => {
        await standStill();
        throw new Error('too late');
      });
      const queue = newQueue();
      await process(queue, given(await queue.claim()));
      await expectUntouched();
    });
  });
}
