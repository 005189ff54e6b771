import { gzipSync } from 'node:zlib';
import { CodedError } from '../../../src/errors/coded.error';
import type { WixFailure } from '../../../src/wix/wix-failure.error';
import type { TokenInfoClient } from '../../../src/wix/token-info.client';
import { BROKEN_ANSWERS, deadlineFor, endless } from './broken-answers';
import { errorOf, expectNoLeak } from './expect-no-leak';
import { json, LoopbackServer, text } from './loopback-server';
import { APP_ID, INSTANCE_ID, testConfig, testTokenInfoClient } from './test-app';

const TOKEN = 'OauthNG.JWS.header.payload-that-must-not-leak.signature';
const ACTIVE = { active: true, subjectType: 'MEMBER', subjectId: 'm', clientId: APP_ID, exp: '1715096067' };

describe('TokenInfoClient', () => {
  let wix: LoopbackServer;
  let client: TokenInfoClient;

  const clientWith = (deadlineMs?: number): TokenInfoClient => {
    const config = testConfig(wix.origin, deadlineMs === undefined ? {} : { deadlineMs });
    return testTokenInfoClient(config);
  };

  beforeEach(async () => {
    wix = await new LoopbackServer().start();
    client = clientWith();
  });

  afterEach(() => wix.stop());

  it('asks with the bare token, without credentials, and tells what Wix said', async () => {
    wix.respond = json(200, { ...ACTIVE, instanceId: INSTANCE_ID });

    await expect(client.ask(TOKEN)).resolves.toMatchObject({
      active: true,
      subjectType: 'MEMBER',
      instanceId: INSTANCE_ID,
      expiresAt: 1715096067000,
    });

    expect(wix.received).toHaveLength(1);
    expect(wix.received[0]).toMatchObject({ method: 'POST', url: '/oauth2/token-info' });
    expect(wix.received[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(wix.received[0]?.headers).not.toHaveProperty('authorization');
    expect(wix.sent()).toEqual({ token: TOKEN });
  });

  it.each(['', 'Bearer x', '"},"x":"', 'a\r\nb', '🦄'])('passes the token %j on as it is', async (token) => {
    wix.respond = json(200, {});
    await client.ask(token);
    expect(wix.sent()).toEqual({ token });
  });

  it('reads a compressed answer', async () => {
    wix.respond = text(200, gzipSync(JSON.stringify(ACTIVE)), { 'content-encoding': 'gzip' });
    await expect(client.ask(TOKEN)).resolves.toMatchObject({ active: true });
  });

  it.each([
    ['200 inactive', json(200, { active: false })],
    ['200 with nothing in it', json(200, {})],
    ['400 with JSON', json(400, { error: 'invalid_token' })],
    ['401 with JSON', json(401, { message: '', details: {} })],
    ['401 that says active', json(401, ACTIVE)],
  ])('takes %s for a refusal', async (_, respond) => {
    wix.respond = respond;
    await expect(client.ask(TOKEN)).resolves.toEqual({ active: false });
  });

  it.each([
    ...BROKEN_ANSWERS,
    ['201', 'status 201', json(201, ACTIVE)] as const,
    ['400 without a body', 'status 400', text(400, '')] as const,
    ['401 with HTML', 'status 401', text(401, '<html/>')] as const,
    ['401 with a list', 'bad body', json(401, [])] as const,
    ['403', 'status 403', json(403, {})] as const,
    ['404', 'status 404', json(404, {})] as const,
    ['408', 'status 408', json(408, {})] as const,
    ['429', 'status 429', json(429, {})] as const,
    ['active without exp', 'bad body', json(200, { ...ACTIVE, exp: undefined })] as const,
    ['active that is no boolean', 'bad body', json(200, { ...ACTIVE, active: 1 })] as const,
    ['a bomb', 'too large', text(200, gzipSync(Buffer.alloc(20_000_000)), { 'content-encoding': 'gzip' })] as const,
  ])('takes %s for an outage (%s), and says nothing secret', async (_, reason, respond) => {
    wix.respond = respond;

    const error = await errorOf(clientWith(deadlineFor(reason)).ask(TOKEN));

    expect(error).toBeInstanceOf(CodedError);
    expect(error).toMatchObject({ code: 'token_info_unavailable', retryAfterSeconds: 2, cause: { reason } });
    expectNoLeak(error, TOKEN, 'payload-that-must-not-leak', 'html', 'garbage');
  });

  it('takes a refused connection for an outage', async () => {
    const gone = await new LoopbackServer().start();
    const config = testConfig(gone.origin);
    await gone.stop();

    const error = await errorOf(testTokenInfoClient(config).ask(TOKEN));

    expect(error).toMatchObject({ code: 'token_info_unavailable', cause: { reason: 'unreachable' } });
    expectNoLeak(error, TOKEN);
  });

  it.each([301, 302, 303, 307, 308])('follows no %d to another host', async (status) => {
    const elsewhere = await new LoopbackServer().start();
    wix.respond = text(status, '', { location: `${elsewhere.origin}/oauth2/token-info` });

    const error = await errorOf(client.ask(TOKEN));

    await elsewhere.stop();
    expect(elsewhere.connections).toBe(0);
    expect(wix.received).toHaveLength(1);
    expect(error).toMatchObject({ code: 'token_info_unavailable', cause: { reason: 'redirect' } });
    expectNoLeak(error, TOKEN, elsewhere.origin);
  });

  it('uses no proxy that the environment names', async () => {
    const proxy = await new LoopbackServer().start();
    process.env.http_proxy = proxy.origin;
    wix.respond = json(200, ACTIVE);
    try {
      await client.ask(TOKEN);
    } finally {
      delete process.env.http_proxy;
      await proxy.stop();
    }
    expect(proxy.connections).toBe(0);
  });

  it.each([
    [429, '7', 7],
    [503, '7', 7],
    [503, '3600', 60],
    [429, 'Thu, 01 Jan 2026 00:00:09 GMT', 9],
    [429, 'soon', 2],
  ])('passes on that a %d asks for a wait of %s', async (status, retryAfter, seconds) => {
    wix.respond = json(status, {}, { 'retry-after': retryAfter });
    expect(await errorOf(client.ask(TOKEN))).toMatchObject({ retryAfterSeconds: seconds });
  });

  it('names the request as Wix names it, when that can be printed', async () => {
    wix.respond = json(500, {}, { 'x-wix-request-id': '1715096067.42' });
    const { cause } = (await errorOf(client.ask(TOKEN))) as CodedError;
    expect((cause as WixFailure).message).toBe('POST /oauth2/token-info: status 500 (x-wix-request-id 1715096067.42)');

    wix.respond = json(500, {}, { 'x-wix-request-id': 'odd id {"a":1}' });
    expect(await errorOf(client.ask(TOKEN))).toMatchObject({ cause: { requestId: undefined } });
  });

  it('stops reading an endless answer soon', async () => {
    let sent: Promise<number> | undefined;
    wix.respond = (response) => {
      sent = endless(response);
    };
    await errorOf(client.ask(TOKEN));
    // What the two sockets buffer comes on top of the 64 KiB.
    expect(await sent).toBeLessThan(16 * 1024 * 1024);
  });
});
