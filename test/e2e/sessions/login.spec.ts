import { createHash } from 'node:crypto';
import { members } from '@wix/members';
import { createClient, OAuthStrategy } from '@wix/sdk';
import { SESSION_COOKIE } from '../../../src/auth/session.cookie';
import { WELL_KNOWN_CLIENT_ID } from '../../../src/emulator/well-known';
import { given } from '../../support/app-config';
import type { Browser } from '../../support/browser';
import { Gateway } from '../../support/gateway';
import type { HttpAnswer } from '../../support/http-request';
import { LoginFixture } from '../../support/login.fixture';
import { expectProblem } from '../../support/problem';
import { PUBLIC_URL } from '../../support/session-gateway';
import { redirectWixHosts } from '../emulator/wix-hosts.fixture';

const LOGIN = '/api/auth/login';
const SHA256_BASE64URL = /^[\w-]{43}$/;

describe('login of a member on the page of Wix', () => {
  let login: LoginFixture;
  beforeAll(async () => {
    login = await LoginFixture.start();
  }, 60_000);
  afterEach(() => login.clearFaults());
  afterAll(() => login.close());

  const authorizeRequest = ({ headers }: HttpAnswer) =>
    Object.fromEntries(new URL(given(headers.location)).searchParams);
  const parametersOf = (callback: string) => Object.fromEntries(new URL(callback, PUBLIC_URL).searchParams);
  const callbackWith = (parameters: Readonly<Record<string, string>>) =>
    `/api/auth/callback?${new URLSearchParams(parameters).toString()}`;

  /** The answer is the one refusal, and the browser has the session that it had. */
  const expectRefusal = async (answer: HttpAnswer, browser: Browser, before: unknown) => {
    expectProblem(answer, 400, 'login_invalid');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(await login.identityOf(browser)).toEqual(before);
  };

  it('turns a visitor into the member and comes back to the page', async () => {
    const browser = await login.visitor();
    expect(await login.identityOf(browser)).toMatchObject({ type: 'VISITOR' });

    const answer = await login.logIn(browser, '?returnToUrl=/account%3Ftab%3Dorders');

    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe(`${PUBLIC_URL}/account?tab=orders`);
    expect(answer.headers['cache-control']).toContain('no-store');
    expect((await browser.visit('/api/auth/session')).json).toEqual({
      loggedIn: true,
      identity: { type: 'MEMBER', id: login.member().id },
      expiresAt: expect.any(String),
    });
    const { json } = await browser.visit('/v1/members/me');
    expect(json.member.id).toBe(login.member().id);
  });

  it('logs in a browser that was never here', async () => {
    const browser = login.newBrowser();
    await login.logIn(browser, '', login.member(1).loginEmail);
    expect(await login.identityOf(browser)).toEqual({ type: 'MEMBER', id: login.member(1).id });
  });

  it('is the member that the SDK of Wix logs in', async () => {
    const browser = login.newBrowser();
    await login.logIn(browser);
    const restore = redirectWixHosts(login.gateway.emulator.url);
    try {
      const sdk = createClient({ modules: { members }, auth: OAuthStrategy({ clientId: WELL_KNOWN_CLIENT_ID }) });
      const oauthData = sdk.auth.generateOAuthData(`${PUBLIC_URL}/api/auth/callback`, '/');
      const { authUrl } = await sdk.auth.getAuthUrl(oauthData, { responseMode: 'query', prompt: 'login' });
      const { code, state } = parametersOf(await login.passLoginPage(authUrl));
      sdk.auth.setTokens(await sdk.auth.getMemberTokens(given(code), given(state), oauthData));
      const { member } = await sdk.members.getCurrentMember();
      expect(await login.identityOf(browser)).toEqual({ type: 'MEMBER', id: member?._id });
    } finally {
      restore();
    }
  });

  it('asks Wix with PKCE, and for every login anew', async () => {
    const browser = await login.visitor();
    const answers = [await browser.visit(LOGIN), await browser.visit(LOGIN)];
    const [one, other] = answers.map(authorizeRequest);

    expect(answers[0]?.headers['cache-control']).toContain('no-store');
    expect(one).toEqual({
      clientId: WELL_KNOWN_CLIENT_ID,
      redirectUri: `${PUBLIC_URL}/api/auth/callback`,
      responseType: 'code',
      responseMode: 'query',
      scope: 'offline_access',
      prompt: 'login',
      codeChallengeMethod: 'S256',
      codeChallenge: expect.stringMatching(SHA256_BASE64URL),
      state: expect.stringMatching(SHA256_BASE64URL),
    });
    expect(other?.state).not.toBe(one?.state);
    expect(other?.codeChallenge).not.toBe(one?.codeChallenge);
  });

  it.each([
    ['prompt=none', { prompt: 'none' }],
    ['prompt=login', { prompt: 'login' }],
    ['idp=google', { prompt: 'login', idp: '0e6a50f5-b523-4e29-990d-f37fa2ffdd69' }],
    ['idp=facebook&prompt=login', { prompt: 'login', idp: '3ecad13f-52c3-483d-911f-31dbcf2a6d23' }],
  ])('passes on %s', async (query, expected) => {
    const browser = await login.visitor();
    expect(authorizeRequest(await browser.visit(`${LOGIN}?${query}`))).toMatchObject(expected);
  });

  it.each([
    'prompt=consent',
    'prompt=LOGIN',
    'prompt=',
    'prompt=none&prompt=login',
    'idp=wix',
    'idp=0e6a50f5-b523-4e29-990d-f37fa2ffdd69',
    'idp=',
    'idp=google&idp=google',
    'idp=toString',
    'idp[]=google',
    'returnToUrl=//evil.example',
    'returnUrl=//evil.example',
    'returnToUrl=/%09/evil.example',
    'returnToUrl=/%5Cevil.example',
    'returnToUrl=/%252f'.replace('25', ''),
    'returnToUrl=https:evil.example',
    'returnToUrl=https://evil.example',
    'returnToUrl=https://api.example.com@evil.example',
    'returnToUrl=javascript:alert(1)',
    'returnToUrl=/.//evil.example',
    'returnToUrl=/a&returnToUrl=/b',
    'returnToUrl[]=/a',
    'returnUrl=/a&returnUrl=/b',
    `returnToUrl=/${'a'.repeat(2000)}`,
  ])('refuses ?%s and begins nothing', async (query) => {
    const browser = login.newBrowser();
    const pending = (await login.pendingLogins()).length;
    await login.gateway.forgetCalls();

    const answer = await browser.visit(`${LOGIN}?${query}`);

    expectProblem(answer, 400, 'validation_failed');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(answer.headers).not.toHaveProperty('location');
    expect(await login.pendingLogins()).toHaveLength(pending);
    expect(await login.wixCalls()).toEqual([]);
  });

  it.each([
    ['', '/'],
    ['?returnToUrl=', '/'],
    ['?returnUrl=/by-its-other-name', '/by-its-other-name'],
    ['?returnToUrl=/one&returnUrl=/other', '/one'],
    ['?returnToUrl=/caf%C3%A9%23top', '/caf%C3%A9#top'],
  ])('comes back, after %j, to %s', async (query, page) => {
    const { headers } = await login.logIn(login.newBrowser(), query);
    expect(headers.location).toBe(`${PUBLIC_URL}${page}`);
  });

  it('believes no request where the gateway is', async () => {
    const lies = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      referer: 'https://evil.example/',
    };
    const { headers } = await login.gateway.http.get(`${LOGIN}?returnToUrl=/account`).set(lies).expect(302);
    expect(new URL(headers.location ?? '').searchParams.get('redirectUri')).toBe(`${PUBLIC_URL}/api/auth/callback`);
    const callback = await login.passLoginPage(headers.location ?? '');
    const cookie = given((headers['set-cookie'] as unknown as string[])[0]);
    const answer = await login.gateway.http
      .get(callback)
      .set({ ...lies, cookie })
      .expect(302);
    expect(answer.headers.location).toBe(`${PUBLIC_URL}/account`);
  });

  it('keeps of a login in the database nothing that could be used', async () => {
    const browser = await login.visitor();
    await login.query('DELETE FROM liftgate.session_logins');
    const { state = '', codeChallenge } = authorizeRequest(await browser.visit(`${LOGIN}?returnToUrl=/hidden-page`));
    const [row, ...more] = await login.pendingLogins();
    expect(more).toEqual([]);
    const stored = Buffer.from(given(row).sealed).toString('latin1');
    for (const text of [state, codeChallenge, 'hidden-page', 'secret']) expect(stored).not.toContain(text);
    expect(Buffer.from(given(row).state_hash)).toHaveLength(32);
    expect(Buffer.from(given(row).state_hash)).not.toEqual(createHash('sha256').update(state).digest('base64url'));
    await login.query(`UPDATE liftgate.session_logins SET sealed = sealed || '\\x00'`);
    const callback = await login.passLoginPage(given((await browser.visit(LOGIN)).headers.location));
    await login.query(`UPDATE liftgate.session_logins SET sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1)`);
    await expectRefusal(await browser.visit(callback), browser, await login.identityOf(browser));
  });

  describe('the callback', () => {
    it.each([
      ['nothing', () => ({})],
      ['no state', ({ code }: Record<string, string>) => ({ code })],
      ['an empty state', ({ code }: Record<string, string>) => ({ code, state: '' })],
      ['no code', ({ state }: Record<string, string>) => ({ state })],
      ['a wrong state', ({ code }: Record<string, string>) => ({ code, state: 'a'.repeat(43) })],
      ['a state in capitals', ({ code, state }: Record<string, string>) => ({ code, state: state?.toUpperCase() })],
      ['more than the state', ({ code, state }: Record<string, string>) => ({ code, state: `${state}a` })],
      ['an error, but no state', () => ({ error: 'login_required' })],
      ['an error and a wrong state', () => ({ error: 'login_required', state: 'a'.repeat(43) })],
    ])('refuses %s, and changes no session', async (_, change) => {
      const browser = await login.visitor();
      const before = await login.identityOf(browser);
      const parameters = parametersOf(await login.beginLogin(browser));
      const changed = Object.fromEntries(Object.entries(change(parameters)).filter(([, value]) => value !== undefined));
      await expectRefusal(await browser.visit(callbackWith(changed as Record<string, string>)), browser, before);
    });

    it('refuses a list', async () => {
      const browser = await login.visitor();
      const callback = await login.beginLogin(browser);
      for (const name of ['state', 'code', 'error']) {
        expectProblem(await browser.visit(`${callback}&${name}=a&${name}=b`), 400, 'validation_failed');
      }
    });

    it('refuses a state that was used, whatever code comes with it', async () => {
      const browser = await login.visitor();
      const loginUrl = given((await browser.visit(LOGIN)).headers.location);
      // Both codes answer the same challenge, so the verifier fits both.
      const callbacks = [await login.passLoginPage(loginUrl), await login.passLoginPage(loginUrl)];
      expect((await browser.visit(given(callbacks[0]))).status).toBe(302);
      const { cookie } = browser;
      await expectRefusal(await browser.visit(given(callbacks[1])), browser, await login.identityOf(browser));
      expect(browser.cookie).toBe(cookie);
    });

    it('lets a state be used once, however many come with it at the same time', async () => {
      const browser = await login.visitor();
      const loginUrl = given((await browser.visit(LOGIN)).headers.location);
      const callbacks = await Promise.all(Array.from({ length: 8 }, () => login.passLoginPage(loginUrl)));
      const { cookie } = browser;
      const answers = await Promise.all(callbacks.map((callback) => browser.withCookie(cookie).visit(callback)));
      expect(answers.filter(({ status }) => status === 302)).toHaveLength(1);
    });

    it("refuses another browser's state, and leaves it to that browser", async () => {
      const [victim, attacker] = [await login.visitor(), await login.visitor()];
      const before = await login.identityOf(victim);
      const callback = await login.beginLogin(attacker);
      await expectRefusal(await victim.visit(callback), victim, before);
      expect((await attacker.visit(callback)).status).toBe(302);
      expect(await login.identityOf(attacker)).toMatchObject({ type: 'MEMBER' });
    });

    it('refuses a browser without a session', async () => {
      const callback = await login.beginLogin(await login.visitor());
      const stranger = login.newBrowser();
      const answer = await stranger.visit(callback);
      expectProblem(answer, 400, 'login_invalid');
      expect(stranger.cookie).toBeUndefined();
    });

    it('refuses a code that was used', async () => {
      const browser = await login.visitor();
      const { code } = parametersOf(await login.beginLogin(browser));
      await browser.visit(await login.beginLogin(browser));
      const member = await login.identityOf(browser);
      const { state } = parametersOf(await login.beginLogin(browser));
      const spent = parametersOf(await login.beginLogin(login.newBrowser()));
      await expectRefusal(
        await browser.visit(callbackWith({ code: given(spent.code), state: given(state) })),
        browser,
        member,
      );
      const again = parametersOf(await login.beginLogin(browser)).state;
      await expectRefusal(
        await browser.visit(callbackWith({ code: given(code), state: given(again) })),
        browser,
        member,
      );
    });

    it("refuses the code of another login, whose verifier is another, and so another's code", async () => {
      const [victim, attacker] = [await login.visitor(), await login.visitor()];
      const before = await login.identityOf(victim);
      const { state } = parametersOf(await login.beginLogin(victim));
      const { code } = parametersOf(await login.beginLogin(attacker, '', login.member(1).loginEmail));
      const answer = await victim.visit(callbackWith({ code: given(code), state: given(state) }));
      await expectRefusal(answer, victim, before);
    });

    it('refuses a login after ten minutes', async () => {
      const browser = await login.visitor();
      const before = await login.identityOf(browser);
      const callback = await login.beginLogin(browser);
      await login.query(`UPDATE liftgate.session_logins SET expires_at = expires_at - interval '10 minutes'`);
      await expectRefusal(await browser.visit(callback), browser, before);
    });

    it('takes a login until then', async () => {
      const browser = await login.visitor();
      const callback = await login.beginLogin(browser);
      await login.query(`UPDATE liftgate.session_logins SET expires_at = expires_at - interval '9 minutes'`);
      expect((await browser.visit(callback)).status).toBe(302);
    });

    it('takes whatever Wix adds', async () => {
      const browser = await login.visitor();
      const callback = await login.beginLogin(browser);
      expect((await browser.visit(`${callback}&wixMemberLoggedIn=true&scope=x`)).status).toBe(302);
    });

    it('keeps visitor and login while Wix issues no tokens', async () => {
      const browser = await login.visitor();
      const before = await login.identityOf(browser);
      const callback = await login.beginLogin(browser);
      await login.fault({ path: '/oauth2/token', status: 500 });
      const answer = await browser.visit(callback);
      expect(answer.status).toBe(503);
      expect(answer.headers).not.toHaveProperty('set-cookie');
      await login.clearFaults();
      expect(await login.identityOf(browser)).toEqual(before);
    });
  });

  describe('the id of the session', () => {
    it('changes, and the old one is worth nothing', async () => {
      const browser = await login.visitor();
      const { cookie: known } = browser;
      await login.logIn(browser);
      expect(browser.cookie).not.toBe(known);
      expect(browser.cookie).toMatch(new RegExp(`^${SESSION_COOKIE}=.`));
      const stale = browser.withCookie(known);
      expect((await stale.visit('/api/auth/session')).json).not.toMatchObject({ loggedIn: true });
      expect((await stale.visit('/v1/members/me')).status).toBe(401);
    });

    it('changes when a member logs in as another', async () => {
      const browser = login.newBrowser();
      await login.logIn(browser);
      const { cookie: first } = browser;
      await login.logIn(browser, '', login.member(1).loginEmail);
      expect(await login.identityOf(browser)).toEqual({ type: 'MEMBER', id: login.member(1).id });
      expect((await browser.withCookie(first).visit('/v1/members/me')).status).toBe(401);
    });
  });

  describe('two logins at once', () => {
    it('both end, in one browser, in either order', async () => {
      const browser = await login.visitor();
      const one = await login.beginLogin(browser, '?returnToUrl=/one');
      const other = await login.beginLogin(browser, '?returnToUrl=/other', login.member(1).loginEmail);

      expect((await browser.visit(other)).headers.location).toBe(`${PUBLIC_URL}/other`);
      expect(await login.identityOf(browser)).toEqual({ type: 'MEMBER', id: login.member(1).id });
      expect((await browser.visit(one)).headers.location).toBe(`${PUBLIC_URL}/one`);
      expect(await login.identityOf(browser)).toEqual({ type: 'MEMBER', id: login.member(0).id });
    });

    it('stay apart in two browsers', async () => {
      const [one, other] = [await login.visitor(), await login.visitor()];
      const callbacks = await Promise.all([
        login.beginLogin(one),
        login.beginLogin(other, '', login.member(1).loginEmail),
      ]);
      await Promise.all([one.visit(given(callbacks[0])), other.visit(given(callbacks[1]))]);
      expect(await login.identityOf(one)).toEqual({ type: 'MEMBER', id: login.member(0).id });
      expect(await login.identityOf(other)).toEqual({ type: 'MEMBER', id: login.member(1).id });
    });
  });

  describe('an error of Wix', () => {
    const errorOf = async (browser: Browser, error: string, page: string) => {
      const { state } = parametersOf(await login.beginLogin(browser, `?returnToUrl=${encodeURIComponent(page)}`));
      return browser.visit(callbackWith({ error, error_description: 'words of Wix', state: given(state) }));
    };

    it('tells the page that nobody is logged in at Wix, and keeps the visitor', async () => {
      const browser = await login.visitor();
      const before = await login.identityOf(browser);
      const begun = await browser.visit(`${LOGIN}?prompt=none&returnToUrl=/shop`);
      const answer = await browser.visit(await login.follow(given(begun.headers.location)));
      expect(answer.status).toBe(302);
      expect(answer.headers.location).toBe(`${PUBLIC_URL}/shop?error=login_required`);
      expect(await login.identityOf(browser)).toEqual(before);
    });

    it('keeps a member, too', async () => {
      const browser = login.newBrowser();
      await login.logIn(browser);
      await errorOf(browser, 'login_required', '/');
      expect(await login.identityOf(browser)).toEqual({ type: 'MEMBER', id: login.member().id });
    });

    it.each([
      ['access_denied', '/shop?a=1#top', '/shop?a=1&error=access_denied#top'],
      ['login_required', '/?error=mine', '/?error=login_required'],
      ['invalid_client', '/', '/?error=server_error'],
      ['<script>alert(1)</script>', '/', '/?error=server_error'],
      ['', '/', '/?error=server_error'],
    ])('%j is told at %s as %s', async (error, page, told) => {
      const browser = await login.visitor();
      expect((await errorOf(browser, error, page)).headers.location).toBe(`${PUBLIC_URL}${told}`);
    });

    it('is told once', async () => {
      const browser = await login.visitor();
      const { state } = parametersOf(await login.beginLogin(browser));
      const callback = callbackWith({ error: 'access_denied', state: given(state) });
      expect((await browser.visit(callback)).status).toBe(302);
      expectProblem(await browser.visit(callback), 400, 'login_invalid');
    });
  });

  describe("a member's session that is over", () => {
    const expectExpired = async (browser: Browser) => {
      const { status, json } = await browser.visit('/api/auth/session');
      expect({ status, code: json.code }).toEqual({ status: 401, code: 'session_expired' });
    };
    const end = () => login.query(`UPDATE liftgate.sessions SET sealed = NULL, ended_at = now() WHERE role = 'member'`);

    it('stays one until they have logged in again', async () => {
      const browser = login.newBrowser();
      await login.logIn(browser);
      await end();
      await expectExpired(browser);
      const callback = await login.beginLogin(browser, '', login.member(1).loginEmail);
      await expectExpired(browser);
      await browser.visit(callback);
      expect(await login.identityOf(browser)).toEqual({ type: 'MEMBER', id: login.member(1).id });
    });

    it('does not become a visitor when nobody is logged in at Wix either', async () => {
      const browser = login.newBrowser();
      await login.logIn(browser);
      await end();
      const begun = await browser.visit(`${LOGIN}?prompt=none`);
      await browser.visit(await login.follow(given(begun.headers.location)));
      await expectExpired(browser);
    });

    it('begins a login also when it turns out to be over just then', async () => {
      const browser = login.newBrowser();
      await login.logIn(browser);
      await login.fault({ path: '/_api/redirects-api/v1/redirect-session', status: 401, times: 1 });
      await login.fault({ path: '/oauth2/token', status: 400, body: { error: 'invalid_grant' }, times: 1 });
      const callback = await login.beginLogin(browser, '', login.member(1).loginEmail);
      await expectExpired(browser);
      expect((await browser.visit(callback)).status).toBe(302);
      expect(await login.identityOf(browser)).toEqual({ type: 'MEMBER', id: login.member(1).id });
    });
  });

  it('leaves the id alone that the browser has just got, when a request with the old one comes late', async () => {
    const browser = await login.visitor();
    const late = browser.withCookie(browser.cookie);
    await login.logIn(browser);
    const answer = await late.visit(LOGIN);
    expectProblem(answer, 401, 'invalid_token');
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('begins a login with a token that Wix has just refused, renewed', async () => {
    const browser = await login.visitor();
    const before = await login.identityOf(browser);
    await login.fault({ path: '/_api/redirects-api/v1/redirect-session', status: 401, times: 1 });
    expect((await browser.visit(LOGIN)).status).toBe(302);
    expect(await login.identityOf(browser)).toEqual(before);
  });

  it.each([
    [500, 502, 'wix_unavailable'],
    [403, 502, 'wix_unavailable'],
    [400, 502, 'wix_unavailable'],
    [429, 429, 'wix_rate_limited'],
  ])('says so when Wix begins no login (%d)', async (status, answered, code) => {
    const browser = await login.visitor();
    await login.fault({ path: '/_api/redirects-api/v1/redirect-session', status });
    expectProblem(await browser.visit(LOGIN), answered, code);
  });

  it.each(['http://site.example/', 'javascript:alert(1)', '//evil.example', ''])(
    'sends no browser to %j, whoever says so',
    async (fullUrl) => {
      const browser = await login.visitor();
      await login.fault({ path: '/_api/redirects-api/v1/redirect-session', body: { redirectSession: { fullUrl } } });
      const answer = await browser.visit(LOGIN);
      expectProblem(answer, 502, 'wix_unavailable');
      expect(answer.headers).not.toHaveProperty('location');
    },
  );

  it('is limited for each address', async () => {
    const browser = await login.visitor();
    const answers = await Promise.all(Array.from({ length: 121 }, () => browser.visit(LOGIN)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expectProblem(given(refused[0]), 429, 'rate_limited');
    expect((await (await login.visitor()).visit(LOGIN)).status).toBe(302);
  });

  it('logs no state, no code, no cookie and no page', async () => {
    const browser = await login.visitor();
    const callback = await login.beginLogin(browser, '?returnToUrl=/page-not-to-be-logged');
    const { code, state } = parametersOf(callback);
    await browser.visit(callback);
    await browser.visit(callback);
    for (const text of [code, state, browser.cookie?.split('=')[1], 'page-not-to-be-logged']) {
      expect(login.gateway.logged(given(text))).toEqual([]);
    }
    expect(login.gateway.logged('/api/auth/callback').length).toBeGreaterThan(1);
  });
});

describe('visitors that logins begin', () => {
  it('are limited for each address, as all that comes without a credential', async () => {
    const login = await LoginFixture.start({ rateLimits: { perInstance: 0, perSubject: 0, anonymous: 2 } });
    try {
      const browser = login.newBrowser();
      const fresh = () => browser.withCookie(undefined).visit(LOGIN);
      expect([(await fresh()).status, (await fresh()).status]).toEqual([302, 302]);
      expectProblem(await fresh(), 429, 'rate_limited');
      expect((await login.newBrowser().visit(LOGIN)).status).toBe(302);
    } finally {
      await login.close();
    }
  });
});

describe('while the database is down', () => {
  it.each([
    ['GET', '/api/auth/login'],
    ['POST', '/api/auth/login'],
    ['POST', '/api/auth/register'],
    ['POST', '/api/auth/logout'],
    ['GET', `/api/auth/callback?code=a&state=${'a'.repeat(43)}`],
  ])('%s %s says so, and no browser believes itself logged out', async (method, path) => {
    const environment = { WIX_CLIENT_ID: WELL_KNOWN_CLIENT_ID, PUBLIC_URL };
    await Gateway.during('http://127.0.0.1:9', environment, async (gateway) => {
      const cookie = given((await gateway.get('/api/auth/session')).headers['set-cookie']?.[0]?.split(';')[0]);
      const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
      const body = method === 'POST' ? { body: '{"email":"a@b","password":"x"}' } : {};
      const answer = await gateway.send({ method, path, headers, ...body });
      expect({ status: answer.status, code: answer.json.code }).toEqual({ status: 503, code: 'database_unavailable' });
      expect(answer.headers).not.toHaveProperty('set-cookie');
    });
  });
});

describe('without sessions', () => {
  it.each([
    ['GET', '/api/auth/login'],
    ['GET', '/api/auth/callback?code=a&state=b'],
    ['POST', '/api/auth/logout'],
    ['GET', '/api/auth/logout-callback'],
    ['POST', '/api/auth/login'],
    ['POST', '/api/auth/register'],
    ['POST', '/api/auth/verify'],
    ['POST', '/api/auth/reset-password'],
  ])('%s %s is not there', async (method, path) => {
    await Gateway.during('http://127.0.0.1:9', {}, async (gateway) => {
      expectProblem(await gateway.send({ method, path }), 404, 'not_found');
    });
  });
});
