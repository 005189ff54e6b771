import { GUID } from '../../unit/emulator/emulator.fixture';
import { given } from '../../support/app-config';
import { expectProblem } from '../../support/problem';
import { cookieOf, PUBLIC_URL, SAME_ORIGIN, SessionGateway } from '../../support/session-gateway';

let gateway: SessionGateway;
beforeAll(async () => {
  // Every request asks: a token that Wix takes no more is noticed at once.
  gateway = await SessionGateway.start({ verdicts: { ttlMs: 0, negativeTtlMs: 10_000, staleMs: 0 } });
}, 60_000);
afterAll(() => gateway.close());
beforeEach(() => gateway.fixture.forgetCalls());
afterEach(async () => {
  await gateway.fixture.emulator.http.delete('/_emulator/faults').expect(204);
  await gateway.fixture.emulator.set({ clockOffsetSeconds: 0, tokenLifetimeSeconds: 14_400 });
});

const identityOf = async (cookie: string, path = '/v1/identity') => {
  const { status, json } = await gateway.get(path, cookie);
  return { status, ...(json as { identity?: { type: string; id: string } }).identity };
};

describe('GET /api/auth/session', () => {
  it('gives a browser a session, and asks Wix for nothing', async () => {
    const answer = await gateway.get('/api/auth/session');
    expect(answer.json).toEqual({ loggedIn: false, identity: null, expiresAt: null });
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^__Host-liftgate-session=[\w-]{43}\.\w+\.[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax; Max-Age=31536000$/,
      ),
    ]);
    expect(answer.headers).toMatchObject({ 'cache-control': 'private, no-store', vary: 'Origin, Cookie' });
    expect(await gateway.fixture.wixCalls()).toEqual([]);
  });

  it('begins the visitor of a session, and tells whom it speaks for ever after', async () => {
    const cookie = await gateway.newBrowser();
    const first = await gateway.get('/api/auth/session', cookie);
    expect(first.json).toEqual({
      loggedIn: false,
      identity: { type: 'VISITOR', id: expect.stringMatching(GUID) },
      expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(first.headers['set-cookie']).toBeUndefined();
    expect((await gateway.get('/api/auth/session', cookie)).json).toEqual(first.json);
    expect(await gateway.asked('/oauth2/token')).toBe(1);
  });

  it.each([
    ['a word', 'junk'],
    ['half an id', 'A'.repeat(43)],
    ['7,000 characters', 'A'.repeat(7000)],
    ['an escape', '%00'],
    ['a quote', '"'],
  ])('begins anew for %s in the place of an id', async (_, value) => {
    const answer = await gateway.get('/api/auth/session', `__Host-liftgate-session=${value}`);
    expect(answer.json).toEqual({ loggedIn: false, identity: null, expiresAt: null });
    expect(cookieOf(answer)).not.toContain(value);
  });
});

describe('a visitor session', () => {
  it('is one visitor for 100 parallel first requests', async () => {
    const cookie = await gateway.newBrowser();
    const seen = await Promise.all(Array.from({ length: 100 }, () => identityOf(cookie)));
    expect(new Set(seen.map(({ status, id }) => `${status} ${String(id)}`)).size).toBe(1);
    expect(seen[0]).toMatchObject({ status: 200, type: 'VISITOR' });
    expect(await gateway.asked('/oauth2/token')).toBe(1);
  });

  it('stays the same visitor over ten lives of a token', async () => {
    const cookie = await gateway.newBrowser();
    const { id } = await identityOf(cookie);
    for (let life = 1; life <= 10; life++) {
      // Wix's clock goes on for four hours, so the token has ended there before its time here.
      await gateway.fixture.emulator.set({ clockOffsetSeconds: life * 14_401 });
      expect(await identityOf(cookie)).toEqual({ status: 200, type: 'VISITOR', id });
    }
    expect(await gateway.asked('/oauth2/token')).toBe(11);
  });

  it('stays the same visitor over four lives of a token by this clock', async () => {
    await gateway.fixture.emulator.set({ tokenLifetimeSeconds: 3 });
    const cookie = await gateway.newBrowser();
    const { id } = await identityOf(cookie);
    await gateway.fixture.forgetCalls();
    while ((await gateway.asked('/oauth2/token')) < 4) {
      expect(await identityOf(cookie)).toEqual({ status: 200, type: 'VISITOR', id });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }, 60_000);

  it('makes elevated calls through the instance of the site, and keeps its settings under it', async () => {
    const cookie = await gateway.newBrowser();
    const { json } = await gateway.get('/v1/instance', cookie);
    expect(json).toMatchObject({ instance: { instanceId: gateway.site.instanceId } });
    const products = await gateway.send('POST', '/v1/products/query', { cookie, ...SAME_ORIGIN }, {});
    expect(products.status).toBe(200);
    const user = await gateway.fixture.emulator.token(
      { ...gateway.site, siteId: '', ownerId: '', members: [] },
      'USER',
    );
    const settings = { title: 'of the site', theme: 'dark', accentColor: '#123456', published: true };
    expect((await gateway.send('PUT', '/v1/settings', { authorization: user }, settings)).status).toBe(200);
    expect((await gateway.get('/v1/settings', cookie)).json).toEqual(settings);
  });

  it('lives on while Wix is down, which is 503 and nothing worse', async () => {
    const cookie = await gateway.newBrowser();
    const { id } = await identityOf(cookie);
    await gateway.fixture.emulator.set({ clockOffsetSeconds: 14_401 });
    await gateway.fixture.emulator.fault({ path: '/oauth2/token', status: 500 });
    expectProblem(await gateway.get('/v1/identity', cookie), 503, 'token_info_unavailable');
    expectProblem(await gateway.get('/api/auth/session', cookie), 503, 'token_info_unavailable');
    await gateway.fixture.emulator.http.delete('/_emulator/faults').expect(204);
    expect(await identityOf(cookie)).toEqual({ status: 200, type: 'VISITOR', id });
  });

  it.each([{ body: '<html>blocked</html>' }, { body: { error: 'unsupported_grant_type' } }])(
    'is no other visitor for a 400 that says nothing of its refresh token: %j',
    async (said) => {
      const cookie = await gateway.newBrowser();
      const { id } = await identityOf(cookie);
      await gateway.fixture.emulator.set({ clockOffsetSeconds: 14_401 });
      await gateway.fixture.emulator.fault({ path: '/oauth2/token', status: 400, ...said, times: 1 });
      expect([502, 503]).toContain((await gateway.get('/v1/identity', cookie)).status);
      expect(await identityOf(cookie)).toEqual({ status: 200, type: 'VISITOR', id });
    },
  );

  it('begins anew when Wix takes its refresh token no more', async () => {
    const cookie = await gateway.newBrowser();
    const { id } = await identityOf(cookie);
    await gateway.fixture.emulator.set({ clockOffsetSeconds: 14_401 });
    await gateway.fixture.emulator.fault({
      path: '/oauth2/token',
      status: 400,
      body: { error: 'invalid_grant' },
      times: 1,
    });
    const next = await identityOf(cookie);
    expect(next).toMatchObject({ status: 200, type: 'VISITOR' });
    expect(next.id).not.toBe(id);
  });
});

describe('a request without any credential', () => {
  it.each([
    ['from a page of this origin', SAME_ORIGIN],
    ['from a page of this origin in a browser that does not say so', { origin: PUBLIC_URL }],
  ])('%s begins a session at once', async (_, headers) => {
    const answer = await gateway.get('/v1/identity', undefined, headers);
    expect(answer.json).toMatchObject({ identity: { type: 'VISITOR' } });
    const { identity } = answer.json as { identity: object };
    expect(await identityOf(cookieOf(answer))).toEqual({ status: 200, ...identity });
  });

  it.each([
    ['of an API client', {}],
    ['from a page of the same site', { 'sec-fetch-site': 'same-site', origin: PUBLIC_URL }],
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['from the address bar', { 'sec-fetch-site': 'none' }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from nowhere', { origin: 'null' }],
  ])('%s is told to send one', async (_, headers) => {
    const answer = await gateway.get('/v1/identity', undefined, headers);
    expectProblem(answer, 401, 'authentication_required');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await gateway.fixture.wixCalls()).toEqual([]);
  });
});

it('a visitor who comes back with an id that nobody knows any more is let in again from this origin alone', async () => {
  const cookie = `__Host-liftgate-session=${'A'.repeat(43)}.tout7u.${'A'.repeat(43)}`;
  expectProblem(await gateway.get('/v1/identity', cookie), 401, 'invalid_token');
  expect(await gateway.fixture.wixCalls()).toEqual([]);
  const answer = await gateway.get('/v1/identity', cookie, SAME_ORIGIN);
  expect(answer.status).toBe(200);
  expect(cookieOf(answer)).not.toBe(cookie);
});

it('shows no token and no id in an answer or in the log', async () => {
  const cookie = await gateway.newBrowser();
  const answers = [await gateway.get('/v1/identity', cookie), await gateway.get('/api/auth/session', cookie)];
  const text = answers.map((answer) => JSON.stringify(answer.headers) + answer.text).join();
  expect(text).not.toMatch(/OauthNG|OAUTH2\.|refresh/i);
  expect(gateway.fixture.logged('OauthNG')).toEqual([]);
  expect(gateway.fixture.logged(given(cookie.split('=')[1]).slice(0, 43))).toEqual([]);
});
