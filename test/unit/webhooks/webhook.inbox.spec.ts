import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { DatabaseUnavailableError } from '../../../src/database/database-unavailable.error';
import type { SystemDatabase } from '../../../src/database/system.database';
import type { ReceivedEvent } from '../../../src/webhooks/received-event';
import { WebhookInbox } from '../../../src/webhooks/webhook.inbox';
import { APP_ID } from '../../support/app-config';

const POISON = 'poison';
const dialect = new PgDialect();

/** Keeps what each statement wants to store, and refuses all of it for one that it does not take. */
function playedDatabase(failure?: Error) {
  const statements: string[][] = [];
  const execute = (statement: SQL) => {
    const { params } = dialect.sqlToQuery(statement);
    const ids = params.filter((value): value is string => typeof value === 'string' && /^(poison|event )/.test(value));
    statements.push(ids);
    if (failure !== undefined) return Promise.reject(failure);
    if (ids.includes(POISON)) return Promise.reject(new Error('refused'));
    return Promise.resolve(ids.map((event_id) => ({ event_id, deliveries: 1, envelope_hash: '' })));
  };
  // As much of a transaction as the inbox uses.
  const database = { run: (work: (tx: { execute: typeof execute }) => unknown) => work({ execute }) };
  return { statements, database: database as unknown as SystemDatabase };
}

const event = (eventId: string): ReceivedEvent => ({
  appId: APP_ID,
  eventId,
  eventType: 'thing_done',
  instanceId: undefined,
  envelope: '{}',
  envelopeHash: '',
  eventTime: 0,
  fault: undefined,
});

describe('WebhookInbox', () => {
  it('stores together what comes while a statement runs', async () => {
    const { statements, database } = playedDatabase();
    const inbox = new WebhookInbox(database);
    const ids = ['event 1', 'event 2', 'event 3', 'event 4'];
    expect(await Promise.all(ids.map((id) => inbox.store(event(id), 'pending')))).toEqual(ids.map(() => 'stored'));
    expect(statements).toEqual([['event 1'], ['event 2', 'event 3', 'event 4']]);
  });

  it('does not store what was given up while a statement ran', async () => {
    const { statements, database } = playedDatabase();
    const inbox = new WebhookInbox(database);
    const givenUp = AbortSignal.abort();
    const first = inbox.store(event('event 1'), 'pending');
    for (let n = 0; n < 100; n++) void inbox.store(event(`event late ${n}`), 'pending', { signal: givenUp });
    const last = inbox.store(event('event 2'), 'pending', { signal: new AbortController().signal });
    expect(await Promise.all([first, last])).toEqual(['stored', 'stored']);
    expect(statements).toEqual([['event 1'], ['event 2']]);
  });

  it('goes on with what comes after all was given up', async () => {
    const { statements, database } = playedDatabase();
    const inbox = new WebhookInbox(database);
    void inbox.store(event('event 1'), 'pending', { signal: AbortSignal.abort() });
    expect(await inbox.store(event('event 2'), 'pending')).toBe('stored');
    expect(statements).toEqual([['event 2']]);
  });

  it('does not let one event that is refused take others with it', async () => {
    const { database } = playedDatabase();
    const inbox = new WebhookInbox(database);
    const ids = Array.from({ length: 40 }, (_, index) => (index === 17 ? POISON : `event ${index}`));
    const outcomes = await Promise.allSettled(ids.map((id) => inbox.store(event(id), 'pending')));
    expect(outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [ids[index]] : []))).toEqual([POISON]);
  });

  it('does not try one by one while the database is away', async () => {
    const { statements, database } = playedDatabase(new DatabaseUnavailableError(new Error('away')));
    const inbox = new WebhookInbox(database);
    const ids = ['event 1', 'event 2', 'event 3'];
    const outcomes = await Promise.allSettled(ids.map((id) => inbox.store(event(id), 'pending')));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(statements).toHaveLength(2);
  });
});
