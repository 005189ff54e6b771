import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { SQL } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import type { SystemDatabase } from '../../src/database/system.database';
import type { Transaction } from '../../src/database/transaction';
import { WebhookQueue } from '../../src/webhooks/webhook.queue';
import { testConfig } from '../support/app-config';
import { openServerDatabase } from '../support/server-database';
import type { TestDatabase } from '../support/test-database';

const config = testConfig();
/** Held by the test while a claim is to stand still. */
const GATE = 77;

describe('two processes that reach for events of one instance at the same moment', () => {
  let db: TestDatabase;
  let slow: PoolClient;
  let gate: PoolClient;
  beforeAll(async () => {
    db = await openServerDatabase();
    [slow, gate] = [await db.pool.connect(), await db.pool.connect()];
    await gate.query(`
      CREATE FUNCTION liftgate.stand_still() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_advisory_xact_lock_shared(${GATE}); RETURN NEW; END';
      CREATE TRIGGER stand_still BEFORE UPDATE ON liftgate.webhook_events FOR EACH ROW
        WHEN (NEW.event_id = 'younger' AND NEW.attempts > OLD.attempts) EXECUTE FUNCTION liftgate.stand_still()`);
  }, 60_000);
  afterAll(async () => {
    slow.release();
    gate.release();
    await db.close();
  });

  beforeEach(() => gate.query('DELETE FROM liftgate.webhook_events'));

  const store = (client: PoolClient, eventId: string, instanceId: string) =>
    client.query(
      `INSERT INTO liftgate.webhook_events (app_id, event_id, event_type, instance_id, envelope, envelope_hash, event_time, state)
       VALUES ($1, $2, 'type', $3, '', '', now(), 'pending')`,
      [config.app.id, eventId, instanceId],
    );
  const waiting = async (): Promise<number> =>
    (await gate.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).rowCount ?? 0;
  const untilWaiting = async (count: number, orDone?: Promise<unknown>): Promise<void> => {
    const done = new AbortController();
    void orDone?.finally(() => {
      done.abort();
    });
    while (!done.signal.aborted && (await waiting()) < count) await wait(10);
  };

  it('have one of them, be it that an older one is committed in between', async () => {
    const instanceId = randomUUID();
    // Its place in the order is taken now, and seen by nobody.
    await slow.query('BEGIN');
    await store(slow, 'older', instanceId);
    await store(gate, 'younger', instanceId);
    await gate.query('SELECT pg_advisory_lock($1)', [GATE]);
    const first = new WebhookQueue(config, db.system).claim();
    await untilWaiting(1);
    await slow.query('COMMIT');
    const second = new WebhookQueue(config, db.system).claim();
    await untilWaiting(2, second);
    await gate.query('SELECT pg_advisory_unlock($1)', [GATE]);
    const claimed = [await first, await second].map((event) => event?.eventId);
    expect(claimed).toEqual(['younger', undefined]);
    expect(await new WebhookQueue(config, db.system).claim()).toBeUndefined();
  });

  it('leave its turn to an older one that is committed while they look', async () => {
    const instanceId = randomUUID();
    await slow.query('BEGIN');
    await store(slow, 'late', instanceId);
    await store(gate, 'early', instanceId);
    const looking = {
      run: <Result>(work: (tx: Transaction) => Promise<Result>) =>
        db.system.run((tx) => {
          // What drizzle returns is a promise, with more to it that nobody asks for.
          const execute = ((query: SQL) =>
            tx.execute(query).then((rows) => slow.query('COMMIT').then(() => rows))) as Transaction['execute'];
          return work(Object.assign(Object.create(tx) as Transaction, { execute }));
        }),
    };
    // Only `run` is asked for.
    expect(await new WebhookQueue(config, looking as SystemDatabase).claim()).toBeUndefined();
    expect(await new WebhookQueue(config, db.system).claim()).toMatchObject({ eventId: 'late' });
  });
});
