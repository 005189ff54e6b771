import { given } from '../../support/app-config';
import type { Browser } from '../../support/browser';
import { LoginFixture } from '../../support/login.fixture';
import { expectProblem } from '../../support/problem';
import { LISTED_ORIGIN, PUBLIC_URL } from '../../support/session-gateway';

const LOGOUT = '/api/auth/logout';
const REDIRECT_SESSION = '/_api/redirects-api/v1/redirect-session';

describe('logout', () => {
  let login: LoginFixture;
  beforeAll(async () => {
    login = await LoginFixture.start();
  }, 60_000);
  afterEach(() => login.clearFaults());
  afterAll(() => login.close());

  const member = async () => {
    const browser = login.newBrowser();
    await login.logIn(browser);
    return browser;
  };
  const isLoggedIn = async (browser: Browser) => (await browser.visit('/api/auth/session')).json.loggedIn as unknown;

  it('ends the session here, then at Wix, and comes back to the page', async () => {
    const browser = await member();
    const answer = await browser.submit(`${LOGOUT}?returnToUrl=/bye`);

    expect(answer.status).toBe(303);
    expect(answer.headers['cache-control']).toContain('no-store');
    const logoutUrl = new URL(given(answer.headers.location));
    expect(logoutUrl.origin).toBe(login.gateway.emulator.url);
    expect(logoutUrl.searchParams.get('postFlowUrl')).toBe(`${PUBLIC_URL}/api/auth/logout-callback?returnTo=%2Fbye`);
    expect(await isLoggedIn(browser)).toBe(false);

    const back = await browser.visit(await login.follow(logoutUrl.href));
    expect(back.status).toBe(302);
    expect(back.headers.location).toBe(`${PUBLIC_URL}/bye`);
    expect(await isLoggedIn(browser)).toBe(false);
  });

  it('changes the id, and the old one is worth nothing', async () => {
    const browser = await member();
    const before = browser.withCookie(browser.cookie);
    await browser.submit(LOGOUT);
    expect(browser.cookie).not.toBe(before.cookie);
    expect((await before.visit('/v1/members/me')).status).toBe(401);
    expect((await browser.visit('/v1/members/me')).status).toBe(403);
  });

  it('ends here before Wix is asked', async () => {
    const browser = await member();
    const before = browser.withCookie(browser.cookie);
    await login.fault({ path: REDIRECT_SESSION, latencyMs: 1_000 });
    const leaving = browser.submit(LOGOUT);
    for (;;) {
      const calls = await login.gateway.wixCalls();
      if (calls.some(({ path, status }) => path === REDIRECT_SESSION && status === 0)) break;
    }
    expect((await before.visit('/v1/members/me')).status).toBe(401);
    await leaving;
  });

  it.each([
    ['fails', { path: REDIRECT_SESSION, status: 500 }],
    ['breaks off', { path: REDIRECT_SESSION, reset: true }],
    ['refuses', { path: REDIRECT_SESSION, status: 403 }],
    ['refuses the token', { path: REDIRECT_SESSION, status: 401 }],
    ['limits', { path: REDIRECT_SESSION, status: 429 }],
    ['leads elsewhere', { path: REDIRECT_SESSION, body: { redirectSession: { fullUrl: 'http://evil.example' } } }],
    ['makes no sense', { path: REDIRECT_SESSION, body: 'nonsense' }],
  ])('ends here all the same when Wix %s', async (_, fault) => {
    const browser = await member();
    const before = browser.withCookie(browser.cookie);
    await login.fault(fault);
    const answer = await browser.submit(`${LOGOUT}?returnToUrl=/bye`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe(`${PUBLIC_URL}/bye`);
    expect((await before.visit('/v1/members/me')).status).toBe(401);
    expect(await isLoggedIn(browser)).toBe(false);
  });

  it('ends at Wix also when the access token has run out', async () => {
    await login.gateway.emulator.set({ tokenLifetimeSeconds: 1 });
    const browser = await member();
    await login.gateway.emulator.set({ tokenLifetimeSeconds: 14_400 });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await login.gateway.forgetCalls();
    const answer = await browser.submit(LOGOUT);
    expect(new URL(given(answer.headers.location)).origin).toBe(login.gateway.emulator.url);
    expect(await login.wixCalls()).toEqual(['POST /oauth2/token', `POST ${REDIRECT_SESSION}`]);
  });

  it('ends at Wix also when it refuses the access token before its time', async () => {
    const browser = await member();
    await login.fault({ path: REDIRECT_SESSION, status: 401, times: 1 });
    const answer = await browser.submit(LOGOUT);
    expect(new URL(given(answer.headers.location)).origin).toBe(login.gateway.emulator.url);
  });

  it('ends here when Wix takes neither token', async () => {
    const browser = await member();
    await login.fault({ path: REDIRECT_SESSION, status: 401, times: 1 });
    await login.fault({ path: '/oauth2/token', status: 400, body: { error: 'invalid_grant' } });
    expect((await browser.submit(LOGOUT)).headers.location).toBe(`${PUBLIC_URL}/`);
    await login.clearFaults();
    expect(await isLoggedIn(browser)).toBe(false);
  });

  it("makes a visitor of a member's browser whose session is over", async () => {
    const browser = await member();
    await login.query(`UPDATE liftgate.sessions SET sealed = NULL, ended_at = now() WHERE role = 'member'`);
    expect((await browser.visit('/api/auth/session')).status).toBe(401);
    expect((await browser.submit(LOGOUT)).headers.location).toBe(`${PUBLIC_URL}/`);
    expect((await browser.visit('/api/auth/session')).json).toMatchObject({ loggedIn: false });
  });

  it('leads a browser without a session to the page, and asks Wix nothing', async () => {
    await login.gateway.forgetCalls();
    const answer = await login.newBrowser().submit(`${LOGOUT}?returnUrl=/bye`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe(`${PUBLIC_URL}/bye`);
    expect(await login.wixCalls()).toEqual([]);
  });

  it('drops the logins that were under way', async () => {
    const browser = await member();
    const callback = await login.beginLogin(browser);
    await browser.submit(LOGOUT);
    expectProblem(await browser.visit(callback), 400, 'login_invalid');
    expect(await isLoggedIn(browser)).toBe(false);
  });

  it.each([
    ['a form field', (browser: Browser) => browser.submit(LOGOUT, { returnToUrl: '/bye' })],
    ['a form field, by its other name', (browser: Browser) => browser.submit(LOGOUT, { returnUrl: '/bye' })],
    [
      'the query',
      (browser: Browser) => browser.submit(`${LOGOUT}?returnToUrl=/bye`, { returnToUrl: '//evil.example' }),
    ],
    ['the query beside a body of JSON', (browser: Browser) => browser.post(`${LOGOUT}?returnUrl=/bye`, {})],
  ])('reads the page from %s', async (_, leave) => {
    expect((await leave(login.newBrowser())).headers.location).toBe(`${PUBLIC_URL}/bye`);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https:evil.example',
    'https://evil.example',
    'https://api.example.com@evil.example',
    'javascript:alert(1)',
    '/.//evil.example',
    '/%2f%2fevil.example',
    `/${'a'.repeat(2000)}`,
  ])('leads nobody to %j, and ends nothing', async (page) => {
    const browser = await member();
    for (const answer of [
      await browser.submit(LOGOUT, { returnToUrl: page }),
      await browser.submit(`${LOGOUT}?returnUrl=${encodeURIComponent(page)}`),
      await browser.visit(`/api/auth/logout-callback?returnTo=${encodeURIComponent(page)}`),
    ]) {
      expectProblem(answer, 400, 'validation_failed');
      expect(answer.headers).not.toHaveProperty('location');
    }
    expect(await isLoggedIn(browser)).toBe(true);
  });

  it('takes no list for a page', async () => {
    const twice = `returnToUrl=/a&returnToUrl=/b`;
    expectProblem(await login.newBrowser().submit(`${LOGOUT}?${twice}`), 400, 'validation_failed');
    const back = await login.newBrowser().visit('/api/auth/logout-callback?returnTo=/a&returnTo=/b');
    expectProblem(back, 400, 'validation_failed');
  });

  it('comes back to the start without a page', async () => {
    const { headers } = await login.newBrowser().visit('/api/auth/logout-callback?wixMemberLoggedIn=false');
    expect(headers.location).toBe(`${PUBLIC_URL}/`);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['another site that is listed', { 'sec-fetch-site': 'cross-site', origin: LISTED_ORIGIN }],
    ['a sibling', { 'sec-fetch-site': 'same-site', origin: 'https://evil.example.com' }],
    ['a sandbox', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['another site, in an old browser', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['a sandbox, in an old browser', { 'sec-fetch-site': '', origin: 'null' }],
  ])('is not for %s to cause', async (_, headers) => {
    const browser = await member();
    const answer = await browser.submit(LOGOUT, {}, headers);
    expectProblem(answer, 403, 'cross_site_request');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(await isLoggedIn(browser)).toBe(true);
  });

  it('is for a listed origin to cause', async () => {
    const browser = await member();
    const answer = await browser.submit(LOGOUT, {}, { 'sec-fetch-site': 'same-site', origin: LISTED_ORIGIN });
    expect(answer.status).toBe(303);
    expect(await isLoggedIn(browser)).toBe(false);
  });

  it('is no GET', async () => {
    const browser = await member();
    const answer = await browser.visit(LOGOUT);
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers.allow).not.toContain('GET');
    expect(await isLoggedIn(browser)).toBe(true);
  });

  it('bounds the form', async () => {
    const browser = await member();
    const answer = await browser.submit(LOGOUT, { returnToUrl: '/'.repeat(9_000) });
    expectProblem(answer, 413, 'payload_too_large');
    expect(await isLoggedIn(browser)).toBe(true);
  });
});
