import { brotliCompressSync, gzipSync } from 'node:zlib';
import { parseAccessToken } from '../../../src/wix/access-token';
import type { AccessToken } from '../../../src/wix/access-token';
import { errorOf } from './expect-no-leak';
import { RawServer } from './raw-server';
import { APP_ID, INSTANCE_ID, testConfig, testOAuthClient, testRestClient, testTokenInfoClient } from './test-app';

const BODY = JSON.stringify({
  ...{ active: true, subjectType: 'MEMBER', subjectId: 'm', clientId: APP_ID, exp: '1799999999' },
  ...{ access_token: 'token', expires_in: 14_400 },
});
const TYPE = 'content-type: application/json';
const LENGTH = `content-length: ${BODY.length}`;
const http = (status: string, headers: readonly string[], body = '') =>
  [`HTTP/1.1 ${status}`, ...headers, '', body].join('\r\n');
const OK = http('200 OK', [TYPE, LENGTH], BODY);

describe('what is unusual in an answer', () => {
  let wix: RawServer;
  let closeClients: () => Promise<void>;
  /** One of each kind of call: a GET and a POST of the API, for a token, about a token. */
  let asks: readonly (() => Promise<unknown>)[];

  beforeEach(async () => {
    wix = await new RawServer().start();
    const config = testConfig(wix.origin);
    const [rest, oauth, tokenInfo] = [testRestClient(config), testOAuthClient(config), testTokenInfoClient(config)];
    const caller = { instanceId: INSTANCE_ID, accessToken: parseAccessToken('token') ?? ('' as AccessToken) };
    asks = [
      () => rest.send({ ...caller, call: 'GET /things' }),
      () => rest.send({ ...caller, call: 'POST /things', body: '{}' }),
      () => oauth.forInstance(INSTANCE_ID),
      () => tokenInfo.ask('token'),
    ];
    closeClients = () => rest.close();
  });

  afterEach(async () => {
    await wix.stop();
    await closeClients();
  });

  it.each([
    ['early hints', `${http('103 Early Hints', ['link: </a>']).repeat(3)}${OK}`],
    ['a notice that it takes a while', `${http('102 Processing', [])}${OK}`],
    [
      'trailers',
      `${http('200 OK', [TYPE, 'transfer-encoding: chunked'], BODY.length.toString(16))}\r\n${BODY}\r\n0\r\nx: 1\r\n\r\n`,
    ],
    ['a connection that ends with it', http('200 OK', [TYPE, LENGTH, 'connection: close'], BODY)],
    ['a body without length, which the connection ends', http('200 OK', [TYPE], BODY)],
  ])('%s does not matter', async (_, answer) => {
    wix.answer = answer;
    wix.closing = answer.includes('close') || !/length|chunked/.test(answer);
    for (const ask of asks) {
      for (let time = 0; time < 3; time++) await expect(ask()).resolves.toBeDefined();
    }
    expect(wix.requests).toBe(12);
  });

  it.each([
    ['a body after a 204', http('204 No Content', [TYPE], BODY)],
    ['a body with its length after a 204', http('204 No Content', [TYPE, LENGTH], BODY)],
    ['a whole answer after a 204', `${http('204 No Content', [])}${http('200 OK', [TYPE, 'content-length: 2'], '[]')}`],
    ['a whole answer after another', `${OK}${http('200 OK', [TYPE, 'content-length: 2'], '[]')}`],
  ])('%s is no answer to the next question', async (_, answer) => {
    for (const ask of asks) {
      wix.answer = OK;
      const expected = JSON.stringify(await ask());
      for (let time = 0; time < 3; time++) {
        wix.answer = answer;
        await ask().catch(() => undefined);
        wix.answer = OK;
        expect(JSON.stringify(await ask())).toBe(expected);
      }
    }
  });

  it.each([
    [
      'an upgrade that nobody asked for',
      http('101 Switching Protocols', ['connection: upgrade', 'upgrade: websocket']),
    ],
    ['two lengths', http('200 OK', [TYPE, LENGTH, 'content-length: 5'], BODY)],
    ['a length and chunks', http('200 OK', [TYPE, LENGTH, 'transfer-encoding: chunked'], `2\r\n{}\r\n0\r\n\r\n`)],
    ['a header of 200 KB', http('200 OK', [TYPE, LENGTH, `x: ${'x'.repeat(200_000)}`], BODY)],
  ])(
    '%s is a failure, and the next question has its answer',
    async (_, answer) => {
      for (const ask of asks) {
        wix.answer = answer;
        await errorOf(ask());
        wix.answer = OK;
        await expect(ask()).resolves.toBeDefined();
      }
    },
    15_000,
  );

  it.each([
    ['no type', []],
    ['two types', [TYPE, 'content-type: text/html']],
    ['the type of HTML', ['content-type: text/html']],
  ])('%s is none of the API', async (_, types) => {
    wix.answer = http('200 OK', [...types, LENGTH], BODY);
    for (const ask of asks.slice(0, 2)) {
      expect(await errorOf(ask())).toMatchObject({ code: 'wix_unavailable', cause: { reason: 'bad body' } });
    }
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('a bomb of %s does not go off', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(20_000_000, ' '));
    const header = http('200 OK', [TYPE, `content-encoding: ${encoding}`, `content-length: ${bomb.length}`]);
    wix.answer = Buffer.concat([Buffer.from(header), bomb]);
    const before = process.memoryUsage().arrayBuffers;
    for (const ask of asks) {
      const { reason } = await errorOf(ask()).then((error) => ({ reason: undefined, ...(error as object) }));
      expect(['too large', undefined]).toContain(reason);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });

  it('a connection that Wix closes as it is used again costs nothing where the call may be repeated', async () => {
    for (const [index, ask] of asks.entries()) {
      wix.answer = OK;
      wix.closing = false;
      await ask();
      const before = wix.requests;
      wix.answer = '';
      wix.closing = true;
      const asked = ask().catch((error: unknown) => error);
      while (wix.requests === before) await new Promise(setImmediate);
      wix.answer = OK;
      const isRepeated = index !== 1;
      expect(await asked).toMatchObject(isRepeated ? {} : { code: 'wix_unavailable', cause: { reason: 'reset' } });
      expect(wix.requests - before).toBe(isRepeated ? 2 : 1);
    }
  });
});
