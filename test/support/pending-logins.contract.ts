import type { SessionHash } from '../../src/sessions/session';
import { PendingLogins } from '../../src/sessions/pending-logins';
import { SessionKeys } from '../../src/sessions/session-keys';
import { Secret } from '../../src/config/secret';
import { given, testConfig } from './app-config';
import { ManualClock } from './manual.clock';
import type { TestDatabase } from './test-database';

const MINUTE_MS = 60_000;
const ONE = Buffer.alloc(32, 1).toString('base64url') as SessionHash;
const OTHER = Buffer.alloc(32, 2).toString('base64url') as SessionHash;
const LOGIN = { secret: 'verifier-that-stays-here', returnUrl: '/account' };

/** What must hold of logins under way on every kind of database. */
export function describePendingLogins(open: () => Promise<TestDatabase>): void {
  let db: TestDatabase;
  let clock: ManualClock;
  let logins: PendingLogins;

  beforeAll(async () => {
    db = await open();
  }, 60_000);
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.pool.query('TRUNCATE liftgate.session_logins');
    clock = new ManualClock();
    logins = loginsWith('current');
  });

  const loginsWith = (...[current, ...previous]: readonly [string, ...string[]]) => {
    const secrets = [new Secret(current), ...previous.map((secret) => new Secret(secret))] as const;
    const { app } = testConfig();
    return new PendingLogins(db.system, clock, new SessionKeys(testConfig({ app: { ...app, secrets } })));
  };

  it('gives back what was kept, to the session that began it, once', async () => {
    const state = await logins.begin('callback', ONE, LOGIN);
    expect(await logins.take('callback', OTHER, state)).toBeUndefined();
    expect(await logins.take('verification', ONE, state)).toBeUndefined();
    expect(await logins.take('callback', ONE, `${state}a`)).toBeUndefined();
    expect(await logins.take('callback', ONE, state)).toMatchObject(LOGIN);
    expect(await logins.take('callback', ONE, state)).toBeUndefined();
  });

  it('gives it to one of many who ask at the same time', async () => {
    const state = await logins.begin('callback', ONE, LOGIN);
    const taken = await Promise.all(Array.from({ length: 20 }, () => logins.take('callback', ONE, state)));
    expect(taken.filter((login) => login !== undefined)).toHaveLength(1);
  });

  it('keeps several of one session apart', async () => {
    const states = await Promise.all(
      ['/a', '/b', '/c'].map((returnUrl) => logins.begin('callback', ONE, { ...LOGIN, returnUrl })),
    );
    expect(new Set(states).size).toBe(3);
    expect(await logins.take('callback', ONE, given(states[1]))).toMatchObject({ returnUrl: '/b' });
    expect(await logins.take('callback', ONE, given(states[0]))).toMatchObject({ returnUrl: '/a' });
  });

  it('lets it go after ten minutes', async () => {
    const [one, other] = [await logins.begin('callback', ONE, LOGIN), await logins.begin('callback', ONE, LOGIN)];
    clock.advance(10 * MINUTE_MS - 1);
    expect(await logins.take('callback', ONE, one)).toMatchObject(LOGIN);
    clock.advance(1);
    expect(await logins.take('callback', ONE, other)).toBeUndefined();
  });

  it('lets one that was taken be taken once more, and no longer than before', async () => {
    const state = await logins.begin('verification', ONE, LOGIN);
    clock.advance(9 * MINUTE_MS);
    await logins.putBack('verification', ONE, state, given(await logins.take('verification', ONE, state)));
    const again = given(await logins.take('verification', ONE, state));
    expect(again).toMatchObject(LOGIN);
    await logins.putBack('verification', ONE, state, again);
    clock.advance(MINUTE_MS);
    expect(await logins.take('verification', ONE, state)).toBeUndefined();
  });

  it('moves with the browser to its next session', async () => {
    const state = await logins.begin('callback', ONE, LOGIN);
    await logins.move(ONE, OTHER);
    expect(await logins.take('callback', ONE, state)).toBeUndefined();
    expect(await logins.take('callback', OTHER, state)).toMatchObject(LOGIN);
  });

  it('is readable under its own state alone, and with the secret that it was written with', async () => {
    const [one, other] = [await logins.begin('callback', ONE, LOGIN), await logins.begin('callback', ONE, LOGIN)];
    const { rows } = await db.pool.query<{ sealed: Buffer }>('SELECT sealed FROM liftgate.session_logins');
    expect(rows.map(({ sealed }) => sealed.toString('latin1')).join()).not.toMatch(/verifier|account/);
    await db.pool.query(
      'UPDATE liftgate.session_logins a SET sealed = b.sealed FROM liftgate.session_logins b WHERE a.state_hash <> b.state_hash',
    );
    expect(await logins.take('callback', ONE, one)).toBeUndefined();
    expect(await logins.take('callback', ONE, other)).toBeUndefined();

    const kept = await logins.begin('callback', ONE, LOGIN);
    expect(await loginsWith('next', 'current').take('callback', ONE, kept)).toMatchObject(LOGIN);
    const lost = await logins.begin('callback', ONE, LOGIN);
    expect(await loginsWith('next').take('callback', ONE, lost)).toBeUndefined();
  });
}
