import { Clock } from '../../../src/config/clock';
import type { OAuthClient } from '../../../src/wix/oauth.client';
import { OAuthRefusedError, OAuthUnavailableError } from '../../../src/wix/oauth.error';
import { attemptsFor, BROKEN_ANSWERS, deadlineFor } from './broken-answers';
import { errorOf, expectNoLeak } from './expect-no-leak';
import { json, LoopbackServer, text } from './loopback-server';
import {
  APP_ID,
  CLIENT_ID,
  clock,
  INSTANCE_ID,
  NOW,
  PREVIOUS_SECRET,
  SECRET,
  testConfig,
  testOAuthClient,
} from './test-app';

const TOKEN = 'OauthNG.JWS.header.payload.signature';
const ISSUED = { access_token: TOKEN, token_type: 'Bearer', expires_in: 14400 };
const INVALID_CLIENT = { error: 'invalid_client', error_description: 'description-of-wix' };

describe('OAuthClient', () => {
  let wix: LoopbackServer;

  const clientWith = (...secrets: [string, ...string[]]): OAuthClient => clientFor({ secrets });
  const clientFor = (variant: Parameters<typeof testConfig>[1], time: Clock = clock): OAuthClient => {
    const config = testConfig(wix.origin, variant);
    return testOAuthClient(config, { time });
  };
  /** A Wix that knows one secret. */
  const knowOnly = (secret: string, status = 401, refusal: unknown = INVALID_CLIENT): void => {
    wix.respond = (response, request) => {
      const known = request.body.includes(`"client_secret":"${secret}"`);
      json(known ? 200 : status, known ? ISSUED : refusal)(response, request);
    };
  };
  const secretsSent = (): unknown[] =>
    wix.received.map(({ body }) => (JSON.parse(body) as { client_secret?: string }).client_secret);

  beforeEach(async () => {
    wix = await new LoopbackServer().start();
    wix.respond = json(200, ISSUED);
  });

  afterEach(() => wix.stop());

  it.each([
    [
      'forInstance',
      '/oauth2/token',
      (client: OAuthClient) => client.forInstance(INSTANCE_ID),
      { grant_type: 'client_credentials', client_id: APP_ID, client_secret: SECRET, instance_id: INSTANCE_ID },
    ],
    [
      'fromRefreshToken',
      '/oauth/access',
      (client: OAuthClient) => client.fromRefreshToken('r', INSTANCE_ID),
      { grant_type: 'refresh_token', client_id: APP_ID, client_secret: SECRET, refresh_token: 'r' },
    ],
    [
      'fromLegacyCode',
      '/oauth/access',
      (client: OAuthClient) => client.fromLegacyCode('c'),
      { grant_type: 'authorization_code', client_id: APP_ID, client_secret: SECRET, code: 'c' },
    ],
    [
      'unbind',
      '/oauth2/token',
      (client: OAuthClient) => client.unbind(TOKEN, INSTANCE_ID),
      { grant_type: 'strip_bound_session', client_secret: SECRET, access_token: TOKEN },
    ],
    [
      'anonymous',
      '/oauth2/token',
      (client: OAuthClient) => client.anonymous(CLIENT_ID),
      { clientId: CLIENT_ID, grantType: 'anonymous' },
    ],
    [
      'refresh',
      '/oauth2/token',
      (client: OAuthClient) => client.refresh(CLIENT_ID, 'r'),
      { clientId: CLIENT_ID, refreshToken: 'r', grantType: 'refresh_token' },
    ],
    [
      'exchangeCode',
      '/oauth2/token',
      (client: OAuthClient) => client.exchangeCode(CLIENT_ID, 'c', 'v', 'https://example.com/callback'),
      {
        clientId: CLIENT_ID,
        grantType: 'authorization_code',
        redirectUri: 'https://example.com/callback',
        code: 'c',
        codeVerifier: 'v',
      },
    ],
  ])('%s posts to %s exactly what Wix reads', async (_, path, call, body) => {
    await expect(call(clientWith(SECRET))).resolves.toEqual({
      accessToken: TOKEN,
      refreshToken: undefined,
      expiresAt: NOW + 14_400_000,
    });

    expect(wix.received).toHaveLength(1);
    expect(wix.received[0]).toMatchObject({ method: 'POST', url: path });
    expect(wix.received[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(wix.received[0]?.headers).not.toHaveProperty('authorization');
    expect(wix.sent()).toEqual(body);
  });

  it('gives a token of custom authentication, which names no life, five minutes', async () => {
    wix.respond = json(200, { access_token: TOKEN, refresh_token: 'next' });
    await expect(clientWith(SECRET).fromRefreshToken('r', INSTANCE_ID)).resolves.toEqual({
      accessToken: TOKEN,
      refreshToken: 'next',
      expiresAt: NOW + 300_000,
    });
  });

  it('counts the life from the sending, not from the answer', async () => {
    let now = NOW;
    class RunningClock extends Clock {
      now(): number {
        return now;
      }
    }
    wix.respond = (response, request) => {
      now += 60_000;
      json(200, ISSUED)(response, request);
    };
    const client = clientFor({}, new RunningClock());
    await expect(client.forInstance(INSTANCE_ID)).resolves.toMatchObject({ expiresAt: NOW + 14_400_000 });
  });

  it.each([
    ...BROKEN_ANSWERS,
    ['201', 'status 201', json(201, ISSUED)] as const,
    ['408', 'status 408', json(408, INVALID_CLIENT)] as const,
    ['425', 'status 425', json(425, INVALID_CLIENT)] as const,
    ['429', 'status 429', json(429, INVALID_CLIENT)] as const,
    ['no access_token', 'bad body', json(200, { expires_in: 14400 })] as const,
    ['a list', 'bad body', json(200, [ISSUED])] as const,
  ])(
    'takes %s for an outage (%s), asks again only where that helps, and says nothing secret',
    async (_, reason, respond) => {
      wix.respond = respond;

      const error = await errorOf(
        clientFor({ secrets: [SECRET, PREVIOUS_SECRET], deadlineMs: deadlineFor(reason) }).unbind(TOKEN, INSTANCE_ID),
      );

      expect(error).toBeInstanceOf(OAuthUnavailableError);
      expect(error).toMatchObject({ reason });
      expect(wix.received).toHaveLength(attemptsFor(reason));
      expectNoLeak(error, SECRET, PREVIOUS_SECRET, TOKEN, APP_ID, 'html', 'garbage', 'half');
    },
  );

  it.each([307, 308])('sends the secret nowhere else on a %d', async (status) => {
    const elsewhere = await new LoopbackServer().start();
    wix.respond = text(status, '', { location: elsewhere.origin });

    const error = await errorOf(clientWith(SECRET).forInstance(INSTANCE_ID));

    await elsewhere.stop();
    expect(elsewhere.connections).toBe(0);
    expect(error).toMatchObject({ reason: 'redirect' });
    expectNoLeak(error, SECRET, elsewhere.origin);
  });

  it('passes on the wait that Wix asks for', async () => {
    wix.respond = json(429, {}, { 'retry-after': '11' });
    expect(await errorOf(clientWith(SECRET).forInstance(INSTANCE_ID))).toMatchObject({ retryAfterSeconds: 11 });
  });

  it.each([
    [400, { error: 'invalid_client' }, 'invalid_client'],
    [401, { error: 'invalid_client' }, 'invalid_client'],
    [403, { error: 'invalid_client' }, 'invalid_client'],
    [400, { error: 'invalid_grant', error_description: SECRET }, 'invalid_grant'],
    [400, { error: 'unauthorized_client' }, 'unauthorized_client'],
    [400, { error: 'unsupported_grant_type' }, 'unsupported_grant_type'],
    [400, { error: 'invalid_request' }, 'other'],
    [400, { error: 5 }, 'other'],
    [401, { message: SECRET, details: {} }, 'other'],
    [404, null, 'other'],
    [422, [SECRET], 'other'],
  ])('reads %d %j as the refusal %s', async (status, body, reason) => {
    wix.respond = json(status, body, { 'x-wix-request-id': 'id-1' });

    const error = await errorOf(clientWith(SECRET).forInstance(INSTANCE_ID));

    expect(error).toBeInstanceOf(OAuthRefusedError);
    expect(error).toMatchObject({ status, reason, requestId: 'id-1' });
    expectNoLeak(error, SECRET);
  });

  it.each([
    [400, '<html/>'],
    [401, ''],
    [403, 'blocked'],
  ])('takes a %d with the body "%s" for no word of Wix', async (status, body) => {
    wix.respond = text(status, body, { 'content-type': 'text/html' });
    const error = await errorOf(clientWith(SECRET).forInstance(INSTANCE_ID));
    expect(error).toBeInstanceOf(OAuthUnavailableError);
    expect(error).toMatchObject({ reason: `status ${status}` });
  });

  describe('during a rotation', () => {
    it.each([
      [401, INVALID_CLIENT],
      [400, INVALID_CLIENT],
      [401, { message: '', details: {} }],
      [401, null],
    ])('gives the previous secret a try on %d %j, and starts with it from then on', async (status, refusal) => {
      knowOnly(PREVIOUS_SECRET, status, refusal);
      const client = clientWith(SECRET, PREVIOUS_SECRET);

      await expect(client.forInstance(INSTANCE_ID)).resolves.toMatchObject({ accessToken: TOKEN });
      await expect(client.forInstance(INSTANCE_ID)).resolves.toMatchObject({ accessToken: TOKEN });

      expect(secretsSent()).toEqual([SECRET, PREVIOUS_SECRET, PREVIOUS_SECRET]);
    });

    it.each(['', 'Unauthorized', '<html/>'])('gives it a try on a 401 that says "%s" too', async (body) => {
      wix.respond = (response, request) => {
        if (request.body.includes(PREVIOUS_SECRET)) json(200, ISSUED)(response, request);
        else text(401, body)(response, request);
      };
      const client = clientWith(SECRET, PREVIOUS_SECRET);
      await expect(client.forInstance(INSTANCE_ID)).resolves.toMatchObject({ accessToken: TOKEN });
    });

    it('goes back to the current secret when Wix learns it', async () => {
      const client = clientWith(SECRET, PREVIOUS_SECRET);
      knowOnly(PREVIOUS_SECRET);
      await client.forInstance(INSTANCE_ID);
      knowOnly(SECRET);
      await client.forInstance(INSTANCE_ID);
      await client.forInstance(INSTANCE_ID);

      expect(secretsSent()).toEqual([SECRET, PREVIOUS_SECRET, PREVIOUS_SECRET, SECRET, SECRET]);
    });

    it('fails none of many concurrent calls', async () => {
      knowOnly(PREVIOUS_SECRET);
      const client = clientWith(SECRET, PREVIOUS_SECRET);
      const tokens = await Promise.all(Array.from({ length: 20 }, () => client.forInstance(INSTANCE_ID)));
      expect(tokens).toHaveLength(20);
    });

    it('gives up when Wix takes neither, after one try each', async () => {
      knowOnly('another');
      const error = await errorOf(clientWith(SECRET, PREVIOUS_SECRET).unbind(TOKEN, INSTANCE_ID));
      expect(error).toMatchObject({ reason: 'invalid_client' });
      expect(secretsSent()).toEqual([SECRET, PREVIOUS_SECRET]);
      expectNoLeak(error, SECRET, PREVIOUS_SECRET, TOKEN);
    });

    it('keeps the refusal of the first secret when a removed instance makes Wix refuse both', async () => {
      wix.respond = (response, request) => {
        json(401, request.body.includes(PREVIOUS_SECRET) ? INVALID_CLIENT : {})(response, request);
      };
      const error = await errorOf(clientWith(SECRET, PREVIOUS_SECRET).forInstance(INSTANCE_ID));
      expect(error).toMatchObject({ status: 401, reason: 'other' });
    });

    it('tries no other secret for a refusal of something else', async () => {
      wix.respond = json(400, { error: 'invalid_grant' });
      const error = await errorOf(clientWith(SECRET, PREVIOUS_SECRET).fromRefreshToken('r', INSTANCE_ID));
      expect(error).toMatchObject({ reason: 'invalid_grant' });
      expect(secretsSent()).toEqual([SECRET]);
    });

    it('keeps both tries within one deadline', async () => {
      wix.respond = (response, request) => {
        setTimeout(() => {
          json(401, INVALID_CLIENT)(response, request);
        }, 200);
      };
      const client = clientFor({ secrets: [SECRET, PREVIOUS_SECRET], deadlineMs: 300 });
      const error = await errorOf(client.forInstance(INSTANCE_ID));
      expect(error).toMatchObject({ reason: 'timeout' });
    });
  });
});
