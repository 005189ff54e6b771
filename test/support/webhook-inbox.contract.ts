import { randomUUID } from 'node:crypto';
import { SystemDatabase } from '../../src/database/system.database';
import type { Transaction } from '../../src/database/transaction';
import { type InstanceId, parseInstanceId } from '../../src/identifiers/guid';
import type { ReceivedEvent } from '../../src/webhooks/received-event';
import { WebhookInbox } from '../../src/webhooks/webhook.inbox';
import { webhookEventsTable as events } from '../../src/webhooks/webhook-events.table';
import { APP_ID, given } from './app-config';
import { deferred } from './deferred';
import type { TestDatabase } from './test-database';
import { until } from './until';

/** One database as two replicas have it. */
export interface ReplicatedDatabase {
  readonly one: TestDatabase;
  readonly two: TestDatabase;
  /** How many transactions wait for another one's end. */
  waiting(): Promise<number>;
  close(): Promise<void>;
}

/** Keeps its transactions open, with all they have written, until it is told to commit. */
class HeldDatabase extends SystemDatabase {
  readonly written = deferred<undefined>();
  readonly commit = deferred<undefined>();

  override run<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return super.run(async (tx) => {
      const result = await work(tx);
      this.written.resolve(undefined);
      await this.commit.promise;
      return result;
    });
  }
}

const newInstance = () => given(parseInstanceId(randomUUID()));
/** Signed anew, each is another event: nothing but the time tells them apart. */
const statement = (eventType: string, instanceId: InstanceId, eventTime: number): ReceivedEvent => ({
  appId: APP_ID,
  eventId: randomUUID(),
  eventType,
  instanceId,
  envelope: '{}',
  envelopeHash: `${eventType} ${instanceId}`,
  eventTime,
  fault: undefined,
});

/** One that has an id of its own. */
const event = (eventId: string): ReceivedEvent => ({
  ...statement('thing_done', newInstance(), 0),
  eventId,
  envelopeHash: '',
});

/** What must hold of the inboxes of several processes on every kind of database. */
export function webhookInboxContract(open: () => Promise<ReplicatedDatabase>): void {
  let replicas: ReplicatedDatabase;
  beforeAll(async () => {
    replicas = await open();
  }, 60_000);
  afterAll(() => replicas.close());

  const rowsOf = async (instanceId: InstanceId) =>
    (await replicas.one.system.run((tx) => tx.select().from(events).orderBy(events.arrival))).filter(
      (row) => row.instanceId === instanceId,
    );
  /** Stores one event while the other's is written and not yet committed. */
  const storeTogether = async (first: ReceivedEvent, second: ReceivedEvent) => {
    const held = new HeldDatabase(replicas.one.database);
    const receptions = [new WebhookInbox(held).store(first, 'pending')];
    await held.written.promise;
    let done = false;
    const other = new WebhookInbox(replicas.two.system).store(second, 'pending').finally(() => (done = true));
    receptions.push(other);
    await until(async () => done || (await replicas.waiting()) > 0);
    held.commit.resolve(undefined);
    return Promise.all(receptions);
  };

  it.each([
    [0, 1_000],
    [1_000, 0],
  ])('of two copies of a statement, signed apart, that come together one is stored', async (first, second) => {
    const instanceId = newInstance();
    const receptions = await storeTogether(
      statement('AppInstalled', instanceId, first),
      statement('AppInstalled', instanceId, second),
    );
    expect(receptions).toEqual(['stored', 'duplicate']);
    expect(await rowsOf(instanceId)).toMatchObject([{ deliveries: 2, eventTime: new Date(1_000) }]);
  });

  it('of two statements that come together each is stored, in their order', async () => {
    const instanceId = newInstance();
    const receptions = await storeTogether(
      statement('AppInstalled', instanceId, 0),
      statement('AppRemoved', instanceId, 1_000),
    );
    expect(receptions).toEqual(['stored', 'stored']);
    expect(await rowsOf(instanceId)).toMatchObject([{ eventType: 'AppInstalled' }, { eventType: 'AppRemoved' }]);
  });

  it('a crowd of copies, at both, is stored once for each instance', async () => {
    const instances = Array.from({ length: 10 }, newInstance);
    const inboxes = [replicas.one, replicas.two].map(({ system }) => new WebhookInbox(system));
    await Promise.all(
      instances.flatMap((instanceId) =>
        inboxes.flatMap((inbox, n) =>
          [n, n + 2, n + 4].map((time) => inbox.store(statement('AppInstalled', instanceId, time), 'pending')),
        ),
      ),
    );
    for (const instanceId of instances) expect(await rowsOf(instanceId)).toMatchObject([{ deliveries: 6 }]);
  });

  it('a crowd of events comes to both in another order, and neither refuses any', async () => {
    const [a, m, z] = ['a', 'm', 'z'].map((name) => event(`${name} ${randomUUID()}`));
    const storeAll = ({ system }: TestDatabase, crowd: readonly ReceivedEvent[]) => {
      const inbox = new WebhookInbox(system);
      // What comes while the first is stored goes together.
      return Promise.all([event(randomUUID()), ...crowd].map((one) => inbox.store(one, 'pending')));
    };
    // Each has got half of its crowd when it comes to this one.
    const held = new HeldDatabase(replicas.one.database);
    const first = new WebhookInbox(held).store(given(m), 'pending');
    await held.written.promise;
    const crowds = [
      storeAll(replicas.one, [given(a), given(m), given(z)]),
      storeAll(replicas.two, [given(z), given(m), given(a)]),
    ];
    await until(async () => (await replicas.waiting()) > 1);
    held.commit.resolve(undefined);
    expect(await first).toBe('stored');
    const receptions = (await Promise.all(crowds)).flat();
    expect(receptions.filter((reception) => reception === 'stored')).toHaveLength(4);
    expect(receptions.filter((reception) => reception === 'duplicate')).toHaveLength(4);
  });
}
