import { parseAccessToken } from '../../src/wix/access-token';
import { Secret } from '../../src/config/secret';
import { SessionAdministration } from '../../src/sessions/session.administration';
import type { SessionTokens } from '../../src/sessions/session';
import { SESSION_LIFETIMES } from '../../src/sessions/session.lifetimes';
import { APP_ID, given } from './app-config';
import { deferred } from './deferred';
import { ManualClock } from './manual.clock';
import { PlayedOAuth, TOKEN_LIFE_SECONDS } from './played-oauth';
import { RecordedReply, requestWith, sessionProcess, valueOf } from './session.parts';
import type { TestDatabase } from './test-database';

const LIFE_MS = TOKEN_LIFE_SECONDS * 1000;
const DAY_MS = 86_400_000;

/** What must hold of sessions on every kind of database. */
export function describeSessions(open: () => Promise<TestDatabase>): void {
  let db: TestDatabase;
  let wix: PlayedOAuth;
  let clock: ManualClock;
  let one: ReturnType<typeof sessionProcess>;
  /** Another process on the same database. */
  let other: ReturnType<typeof sessionProcess>;

  beforeAll(async () => {
    db = await open();
  }, 60_000);
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.pool.query('TRUNCATE liftgate.sessions, liftgate.session_logins');
    wix = await new PlayedOAuth().start();
    clock = new ManualClock();
    one = sessionProcess(db, clock, wix.server.origin);
    other = sessionProcess(db, clock, wix.server.origin);
  });
  afterEach(() => wix.server.stop());

  const rows = async () => (await db.pool.query<Record<string, unknown>>('SELECT * FROM liftgate.sessions')).rows;
  const liveOf = async (cookie: string, process = one) => given(await process.service.of(requestWith(cookie)));
  const stateOf = async (cookie: string) => (await one.finder.find(valueOf(cookie))).state;
  const tokensOf = async (cookie: string, process = one) =>
    (await process.service.withTokens(await liveOf(cookie, process))).tokens;
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'fine',
      (error: unknown) => (error as { code?: string }).code,
    );

  /** A browser with a session whose visitor has not begun. */
  const newBrowser = async () => {
    const reply = new RecordedReply();
    await one.service.begin(reply.asReply);
    return reply.cookie;
  };
  const newVisitor = async () => {
    const cookie = await newBrowser();
    await tokensOf(cookie);
    return cookie;
  };
  const memberTokens = (): SessionTokens => ({
    accessToken: given(parseAccessToken('access.member-1.0')),
    expiresAt: clock.now() + LIFE_MS,
    refreshToken: 'refresh.member-1',
    role: 'member',
  });
  const newMember = async () => {
    const reply = new RecordedReply();
    await one.service.replace(reply.asReply, undefined, memberTokens());
    return reply.cookie;
  };

  describe('a session', () => {
    it('begins with nothing but a cookie: no row, no visitor', async () => {
      const cookie = await newBrowser();
      expect((await liveOf(cookie)).tokens).toBeUndefined();
      expect(await rows()).toEqual([]);
      expect(wix.server.received).toEqual([]);
    });

    it('has one visitor, whoever asks first and however many do, in two processes', async () => {
      const cookie = await newBrowser();
      const asked = Array.from({ length: 100 }, (_, n) => tokensOf(cookie, n % 2 === 0 ? one : other));
      const tokens = await Promise.all(asked);
      expect(new Set(tokens.map(({ accessToken }) => accessToken))).toEqual(new Set(['access.visitor-1.1']));
      expect(wix.server.received).toHaveLength(1);
      expect(await rows()).toHaveLength(1);
    });

    it('keeps its visitor over ten lives of a token, renewed once each, a minute early, in two processes', async () => {
      const cookie = await newVisitor();
      for (let life = 1; life <= 10; life++) {
        clock.advance(LIFE_MS - 60_000);
        const tokens = await Promise.all(
          Array.from({ length: 10 }, (_, n) => tokensOf(cookie, n % 2 === 0 ? one : other)),
        );
        expect(new Set(tokens.map(({ accessToken }) => accessToken))).toEqual(
          new Set([`access.visitor-1.${life + 1}`]),
        );
        expect(wix.asked('refresh_token')).toBe(life);
      }
      expect(wix.asked('anonymous')).toBe(1);
    });

    it('uses a token until a minute before its end without asking', async () => {
      const cookie = await newVisitor();
      clock.advance(LIFE_MS - 60_001);
      expect((await tokensOf(cookie)).accessToken).toBe('access.visitor-1.1');
      expect(wix.server.received).toHaveLength(1);
    });

    it.each([
      ['keeps the refresh token when Wix sends none', 'none', ['refresh.visitor-1', 'refresh.visitor-1']],
      ['takes a new refresh token', 'another', ['refresh.visitor-1', 'refresh.visitor-1.1']],
    ] as const)('%s', async (_, refreshes, sent) => {
      const cookie = await newVisitor();
      wix.refreshes = refreshes;
      for (let life = 0; life < 2; life++) {
        clock.advance(LIFE_MS);
        await tokensOf(cookie);
      }
      expect(wix.refreshTokens()).toEqual(sent);
    });

    it('gets another token when Wix refuses the one it has, and only one', async () => {
      const cookie = await newVisitor();
      const session = await liveOf(cookie);
      const rejected = given(session.tokens).accessToken;
      const renewed = await Promise.all(
        [one, other, one].map(({ service }) => service.withTokens(session, { rejected })),
      );
      expect(renewed.map(({ tokens }) => tokens.accessToken)).toEqual(Array(3).fill('access.visitor-1.2'));
      expect(wix.asked('refresh_token')).toBe(1);
    });
  });

  describe('when Wix takes a refresh token no more', () => {
    beforeEach(() => {
      wix.refreshes = 'refused';
    });

    it('a member is told, and stays told; nobody else begins in their session', async () => {
      const cookie = await newMember();
      clock.advance(LIFE_MS);
      const session = await liveOf(cookie);
      const codes = await Promise.all([one, other].map(({ service }) => codeOf(service.withTokens(session))));
      expect(codes).toEqual(['session_expired', 'session_expired']);
      wix.refreshes = 'the same';
      expect(await stateOf(cookie)).toBe('expired');
      expect(await codeOf(one.service.withTokens(session))).toBe('session_expired');
      clock.advance(300 * DAY_MS);
      await one.sweep.run();
      expect(await stateOf(cookie)).toBe('expired');
      expect(wix.asked('anonymous')).toBe(0);
    });

    it('a visitor begins anew in the same session, if that is allowed', async () => {
      const cookie = await newVisitor();
      clock.advance(LIFE_MS);
      const session = await liveOf(cookie);
      const refusal = new Error('too many');
      const beforeBeginning = () => Promise.reject(refusal);
      await expect(one.service.withTokens(session, { beforeBeginning })).rejects.toBe(refusal);
      expect((await tokensOf(cookie)).accessToken).toBe('access.visitor-2.2');
    });

    it('a token that can still be used is used', async () => {
      const cookie = await newMember();
      clock.advance(LIFE_MS - 60_001);
      expect((await tokensOf(cookie)).accessToken).toBe('access.member-1.0');
    });
  });

  it.each([503, 429, 403])('while Wix answers %i the session lives on, and whoever needs Wix waits', async (status) => {
    const cookie = await newMember();
    wix.status = status;
    clock.advance(LIFE_MS - 30_000);
    // Wix is asked early, and the token is still good.
    expect((await tokensOf(cookie)).accessToken).toBe('access.member-1.0');
    clock.advance(30_000);
    const error: unknown = await tokensOf(cookie).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'token_info_unavailable', retryAfterSeconds: expect.any(Number) });
    wix.status = 200;
    // Longer than the client leaves Wix alone after such an answer.
    clock.advance(61_000);
    expect((await tokensOf(cookie)).accessToken).toBe('access.member-1.1');
  });

  it('a process that dies while it asks holds the others up until its lease ends', async () => {
    const cookie = await newBrowser();
    const { hash, createdAt } = await liveOf(cookie);
    await other.store.claim(hash, createdAt, 5000, () => false);
    const waiting = tokensOf(cookie);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(wix.server.received).toEqual([]);
    clock.advance(5000);
    expect((await waiting).accessToken).toBe('access.visitor-1.1');
  });

  it('tokens that arrive after the session has ended are not kept, nor used', async () => {
    const cookie = await newVisitor();
    clock.advance(LIFE_MS);
    const session = await liveOf(cookie);
    const hold = deferred<undefined>();
    wix.held = hold.promise;
    const renewing = codeOf(one.service.withTokens(session));
    while (wix.asked('refresh_token') === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await other.service.end(new RecordedReply().asReply, session);
    hold.resolve(undefined);
    expect(await renewing).toBe('token_info_unavailable');
    expect(await codeOf(one.service.withTokens(session))).toBe('invalid_token');
    expect(await rows()).toMatchObject([{ sealed: null }]);
  });

  describe('at a change of privilege', () => {
    it('the id changes, the old one is over at once, and opens nothing after its time either', async () => {
      const before = await newVisitor();
      const reply = new RecordedReply();
      await one.service.replace(reply.asReply, await liveOf(before), memberTokens());
      expect(reply.cookie).not.toBe(before);
      expect(await one.service.of(requestWith(before))).toBeUndefined();
      expect((await tokensOf(reply.cookie, other)).role).toBe('member');
      expect(await stateOf(before)).toBe('replaced');
      clock.advance(SESSION_LIFETIMES.changeover);
      // Were it forgotten now, it would count as one that was never used.
      await one.sweep.run();
      expect(await stateOf(before)).toBe('unknown');
      clock.advance(SESSION_LIFETIMES.unused);
      await one.sweep.run();
      expect(await stateOf(before)).toBe('unknown');
      expect(await rows()).toHaveLength(1);
    });

    it('a member who logs out leaves a session without a visitor', async () => {
      const before = await newMember();
      const reply = new RecordedReply();
      await one.service.replace(reply.asReply, await liveOf(before), undefined);
      expect((await liveOf(reply.cookie)).tokens).toBeUndefined();
      expect(await one.service.of(requestWith(before))).toBeUndefined();
    });

    it('a session that ends clears its cookie', async () => {
      const cookie = await newMember();
      const reply = new RecordedReply();
      await one.service.end(reply.asReply, await liveOf(cookie));
      expect(reply.setCookie).toBe('__Host-liftgate-session=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=0');
      expect(await one.service.of(requestWith(cookie))).toBeUndefined();
    });
  });

  describe('an id', () => {
    it.each([
      ['nobody made', () => Promise.resolve('A'.repeat(43) + '.tout7u.' + 'A'.repeat(43))],
      [
        'with a character changed',
        async () => (await newBrowser()).replace(/.$/, (last) => (last === 'A' ? 'E' : 'A')),
      ],
      [
        'made a day ago and never used',
        async () => {
          const cookie = await newBrowser();
          clock.advance(SESSION_LIFETIMES.unused);
          return cookie;
        },
      ],
      [
        'of a visitor who was not there for a month',
        async () => {
          const cookie = await newVisitor();
          clock.advance(SESSION_LIFETIMES.idle);
          return cookie;
        },
      ],
    ])('%s opens nothing', async (_, make) => {
      const cookie = await make();
      expect(await stateOf(cookie.startsWith('__Host') ? cookie : `__Host-liftgate-session=${cookie}`)).toBe('unknown');
      expect(wix.asked('anonymous')).toBeLessThan(2);
    });

    it('of a member who was not there for a month is expired, also after the sweep', async () => {
      const cookie = await newMember();
      clock.advance(SESSION_LIFETIMES.idle - 1);
      expect(await stateOf(cookie)).toBe('live');
      clock.advance(1);
      expect(await stateOf(cookie)).toBe('expired');
      await one.sweep.run();
      expect(await rows()).toMatchObject([{ sealed: null }]);
      expect(await stateOf(cookie)).toBe('expired');
    });

    it('ends after a year, however much it is used', async () => {
      const cookie = await newVisitor();
      const { hash } = await liveOf(cookie);
      for (let day = 0; day < 364; day += 14) {
        await one.store.use(hash, 'visitor-1');
        clock.advance(14 * DAY_MS);
      }
      expect(await stateOf(cookie)).toBe('live');
      clock.advance(DAY_MS);
      expect(await stateOf(cookie)).toBe('unknown');
    });
  });

  describe('the database', () => {
    it('holds nothing that opens a session, nor a token', async () => {
      const cookie = await newVisitor();
      const member = await newMember();
      const text = JSON.stringify(await rows(), (_, value: unknown) =>
        isBytes(value)
          ? Buffer.from(value.data).toString('latin1') + Buffer.from(value.data).toString('base64url')
          : value,
      );
      for (const secret of ['access.', 'refresh.', valueOf(cookie), valueOf(cookie).slice(0, 43), valueOf(member)]) {
        expect(text).not.toContain(secret);
      }
    });

    it("holds tokens that are worth nothing in another session's row", async () => {
      const visitor = await newVisitor();
      const member = await newMember();
      await db.pool.query(
        `UPDATE liftgate.sessions SET sealed = (SELECT sealed FROM liftgate.sessions WHERE role = 'member')`,
      );
      expect((await liveOf(visitor)).tokens).toBeUndefined();
      expect((await liveOf(member)).tokens?.accessToken).toBe('access.member-1.0');
    });

    it('is read with the previous app secret during a rotation; without it members must log in again', async () => {
      const visitor = await newVisitor();
      const member = await newMember();
      const unused = await newBrowser();
      const rotating = sessionProcess(db, clock, wix.server.origin, {
        app: { id: APP_ID, secrets: [new Secret('new'), new Secret('app-secret-of-the-tests')], publicKeys: [] },
      });
      expect((await tokensOf(visitor, rotating)).accessToken).toBe('access.visitor-1.1');
      expect((await tokensOf(member, rotating)).accessToken).toBe('access.member-1.0');
      expect((await liveOf(unused, rotating)).tokens).toBeUndefined();
      const rotated = sessionProcess(db, clock, wix.server.origin, {
        app: { id: APP_ID, secrets: [new Secret('new')], publicKeys: [] },
      });
      expect((await tokensOf(visitor, rotated)).accessToken).toBe('access.visitor-2.2');
      expect(await codeOf(tokensOf(member, rotated))).toBe('session_expired');
      expect(await rotated.service.of(requestWith(unused))).toBeUndefined();
    });
  });

  it('an operator sees the live sessions of a subject, and ends them: a member is told', async () => {
    const administration = new SessionAdministration(db.system, APP_ID);
    const cookies = [await newMember(), await newMember(), await newVisitor()];
    for (const [n, cookie] of cookies.entries()) {
      await one.store.use((await liveOf(cookie)).hash, n < 2 ? 'member-1' : 'visitor-1');
    }
    const { hash } = await liveOf(given(cookies[2]));
    expect(await administration.list('visitor-1')).toEqual([
      {
        hash,
        role: 'visitor',
        subjectId: 'visitor-1',
        createdAt: new Date(clock.now()),
        usedAt: new Date(clock.now()),
        endsAt: new Date(clock.now() + SESSION_LIFETIMES.absolute),
      },
    ]);
    expect(await administration.list()).toHaveLength(3);
    expect(await administration.end('member-1')).toBe(2);
    expect(await administration.end('member-1')).toBe(0);
    expect(await Promise.all(cookies.map(stateOf))).toEqual(['expired', 'expired', 'live']);
    expect(await administration.list()).toMatchObject([{ subjectId: 'visitor-1' }]);
  });

  it('the sweep takes what is over, in batches, and leaves what is not', async () => {
    await db.pool.query(
      `INSERT INTO liftgate.sessions (hash, app_id, created_at, used_at, ends_at)
       SELECT sha256(n::text::bytea), $1, $2, $2, $3 FROM generate_series(1, 1201) AS n`,
      [APP_ID, new Date(clock.now() - SESSION_LIFETIMES.idle), new Date(clock.now() + DAY_MS)],
    );
    await db.pool.query(
      `INSERT INTO liftgate.session_logins (state_hash, session_hash, sealed, expires_at)
       VALUES ('a', 'b', 'c', $1), ('d', 'e', 'f', $2)`,
      [new Date(clock.now()), new Date(clock.now() + 1)],
    );
    const visitor = await newVisitor();
    await one.sweep.run();
    expect(await rows()).toHaveLength(1);
    expect(await stateOf(visitor)).toBe('live');
    const logins = await db.pool.query('SELECT state_hash FROM liftgate.session_logins');
    expect(logins.rows).toEqual([{ state_hash: Buffer.from('d') }]);
  });
}

/** How JSON writes a Buffer. */
function isBytes(value: unknown): value is { readonly data: readonly number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
}
