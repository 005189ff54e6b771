import type { AppConfig } from '../../../src/config/app-config';
import { CodedError } from '../../../src/errors/coded.error';
import type { AccessToken } from '../../../src/wix/access-token';
import { parseAccessToken } from '../../../src/wix/access-token';
import { RedirectSessionClient } from '../../../src/wix/redirect-session.client';
import { WixStatusError } from '../../../src/wix/wix-status.error';
import { testConfig as plainConfig } from '../../support/app-config';
import { attemptsFor, BROKEN_ANSWERS, deadlineFor } from './broken-answers';
import { errorOf, expectNoLeak } from './expect-no-leak';
import { json, LoopbackServer, text } from './loopback-server';
import { CLIENT_ID, testConfig, testHeadlessClient } from './test-app';

const TOKEN = parseAccessToken('OauthNG.JWS.visitor-token-that-must-not-leak') ?? ('' as AccessToken);
const LOGIN = {
  redirectUri: 'https://gateway.example/api/auth/callback',
  codeChallenge: 'challenge-of-the-test',
  state: 'state-of-the-test',
  prompt: 'login',
} as const;
const PAGE = 'https://site.example/_api/oauth2/authorize?state=state-of-the-test';

describe('RedirectSessionClient', () => {
  let wix: LoopbackServer;

  const clientFor = (deadlineMs = 5000, environment: AppConfig['environment'] = 'test') => {
    const config = testConfig(wix.origin, { deadlineMs });
    return new RedirectSessionClient(testHeadlessClient(config), plainConfig({ environment }));
  };
  const leadTo = (fullUrl: unknown) => {
    wix.respond = json(200, { redirectSession: { id: 'id', fullUrl, sessionToken: 'unused' } });
  };

  beforeEach(async () => {
    wix = await new LoopbackServer().start();
    leadTo(PAGE);
  });

  afterEach(() => wix.stop());

  it('asks for a login as the SDK does, with the bare token', async () => {
    await expect(clientFor().login(CLIENT_ID, TOKEN, LOGIN)).resolves.toBe(PAGE);

    expect(wix.received).toHaveLength(1);
    expect(wix.received[0]).toMatchObject({ method: 'POST', url: '/_api/redirects-api/v1/redirect-session' });
    expect(wix.received[0]?.headers).toMatchObject({ authorization: TOKEN, 'content-type': 'application/json' });
    expect(wix.sent()).toEqual({
      auth: {
        authRequest: {
          redirectUri: LOGIN.redirectUri,
          clientId: CLIENT_ID,
          codeChallenge: LOGIN.codeChallenge,
          codeChallengeMethod: 'S256',
          responseMode: 'query',
          responseType: 'code',
          scope: 'offline_access',
          state: LOGIN.state,
        },
        prompt: 'login',
      },
    });
  });

  it.each([
    ['google', '0e6a50f5-b523-4e29-990d-f37fa2ffdd69'],
    ['facebook', '3ecad13f-52c3-483d-911f-31dbcf2a6d23'],
  ] as const)('names %s by the id of its connection', async (identityProvider, idp) => {
    await clientFor().login(CLIENT_ID, TOKEN, { ...LOGIN, identityProvider });
    expect(wix.sent()).toMatchObject({ auth: { authRequest: { idp } } });
  });

  it('passes on the session token of a custom login', async () => {
    await clientFor().login(CLIENT_ID, TOKEN, { ...LOGIN, prompt: 'none', sessionToken: 'session-token' });
    expect(wix.sent()).toMatchObject({ auth: { authRequest: { sessionToken: 'session-token' }, prompt: 'none' } });
  });

  it('asks for a logout', async () => {
    await expect(clientFor().logout(CLIENT_ID, TOKEN, 'https://gateway.example/bye')).resolves.toBe(PAGE);
    expect(wix.sent()).toEqual({
      logout: { clientId: CLIENT_ID },
      callbacks: { postFlowUrl: 'https://gateway.example/bye' },
    });
  });

  it.each([
    ['test', 'http://localhost:4100/login'],
    ['test', 'http://127.0.0.1/login'],
    ['development', 'http://[::1]:4100/login'],
    ['production', 'https://site.example/login'],
  ] as const)('passes on, in %s, %s', async (environment, url) => {
    leadTo(url);
    await expect(clientFor(5000, environment).login(CLIENT_ID, TOKEN, LOGIN)).resolves.toBe(url);
  });

  it.each([
    ['test', 'http://site.example/login'],
    ['test', 'http://127.0.0.1.evil.example/login'],
    ['test', 'javascript:alert(1)'],
    ['test', 'data:text/html,x'],
    ['test', 'ftp://site.example/'],
    ['test', '//site.example/login'],
    ['test', '/login'],
    ['test', ''],
    ['test', 'https://user:password@site.example/'],
    ['test', 'https://user@site.example/'],
    ['test', `https://site.example/${'a'.repeat(8192)}`],
    ['test', undefined],
    ['test', 5],
    ['production', 'http://localhost:4100/login'],
    ['production', 'http://site.example/login'],
  ] as const)('sends no browser, in %s, to %j', async (environment, url) => {
    leadTo(url);
    const error = await errorOf(clientFor(5000, environment).login(CLIENT_ID, TOKEN, LOGIN));
    expect(error).toMatchObject({ code: 'wix_unavailable', cause: { reason: 'bad body' } });
  });

  it('never looks at the page itself', async () => {
    const site = await new LoopbackServer().start();
    leadTo(`${site.origin}/login`);
    await clientFor().login(CLIENT_ID, TOKEN, LOGIN);
    await site.stop();
    expect(site.connections).toBe(0);
  });

  it.each([
    ...BROKEN_ANSWERS,
    ['201', 'status 201', json(201, { redirectSession: { fullUrl: PAGE } })] as const,
    ['a redirect', 'redirect', text(307, '', { location: 'https://elsewhere.example' })] as const,
    ['70 KiB', 'too large', json(200, { redirectSession: { fullUrl: PAGE }, more: 'x'.repeat(70 * 1024) })] as const,
  ])('gives up on %s (%s), and says nothing secret', async (_, reason, respond) => {
    wix.respond = respond;
    const error = await errorOf(clientFor(deadlineFor(reason)).login(CLIENT_ID, TOKEN, LOGIN));
    expect(error).toBeInstanceOf(CodedError);
    const code = reason === 'timeout' ? 'wix_timeout' : 'wix_unavailable';
    expect(error).toMatchObject({ code, cause: { reason } });
    expect(wix.received).toHaveLength(attemptsFor(reason));
    expectNoLeak(error, TOKEN, LOGIN.state, LOGIN.codeChallenge, 'html', 'garbage', 'half');
  });

  it('passes on how long Wix wants to be left alone', async () => {
    wix.respond = json(429, {}, { 'retry-after': '7' });
    const error = await errorOf(clientFor().login(CLIENT_ID, TOKEN, LOGIN));
    expect(error).toMatchObject({ code: 'wix_rate_limited', retryAfterSeconds: 7 });
  });

  it("waits as a 503 asks, and does not for another's 429", async () => {
    const client = clientFor();
    wix.respond = json(429, {}, { 'retry-after': '60' });
    await errorOf(client.login(CLIENT_ID, TOKEN, LOGIN));
    wix.respond = json(503, {}, { 'retry-after': '60' });
    await errorOf(client.login(CLIENT_ID, TOKEN, LOGIN));
    const asked = wix.received.length;
    expect(asked).toBeGreaterThan(1);
    expect(await errorOf(client.login(CLIENT_ID, TOKEN, LOGIN))).toMatchObject({ cause: { reason: 'asked to wait' } });
    expect(wix.received).toHaveLength(asked);
  });

  it("keeps Wix's code of a refusal, and not its text", async () => {
    wix.respond = json(401, { message: 'words of Wix', details: { applicationError: { code: 'UNAUTHENTICATED' } } });
    const error = await errorOf(clientFor().login(CLIENT_ID, TOKEN, LOGIN));
    expect(error).toBeInstanceOf(WixStatusError);
    expect(error).toMatchObject({ status: 401, applicationCode: 'UNAUTHENTICATED' });
    expectNoLeak(error, TOKEN, 'words of Wix');
  });
});
