import { gzipSync } from 'node:zlib';
import { CodedError } from '../../../src/errors/coded.error';
import type { AccessToken } from '../../../src/wix/access-token';
import { parseAccessToken } from '../../../src/wix/access-token';
import type { WixRestClient } from '../../../src/wix/wix-rest.client';
import type { WixRequest } from '../../../src/wix/wix-rest.client';
import { WixStatusError } from '../../../src/wix/wix-status.error';
import { BROKEN_ANSWERS, deadlineFor, endless } from './broken-answers';
import { errorOf, expectNoLeak } from './expect-no-leak';
import { json, LoopbackServer, text } from './loopback-server';
import { INSTANCE_ID, testConfig, testRestClient } from './test-app';

const TOKEN = parseAccessToken('OauthNG.JWS.header.payload-that-must-not-leak.signature') ?? ('' as AccessToken);
const CALLER = { instanceId: INSTANCE_ID, accessToken: TOKEN };
const QUERY: WixRequest = { ...CALLER, call: 'POST /stores/v1/products/query', body: '{"private":1}' };
const ITEM: WixRequest = { ...CALLER, call: 'GET /things/v1/:id/parts', pathParameters: { id: 'a' } };

describe('WixRestClient', () => {
  let wix: LoopbackServer;
  let client: WixRestClient;

  beforeEach(async () => {
    wix = await new LoopbackServer().start();
    client = testRestClient(testConfig(wix.origin));
  });

  afterEach(async () => {
    await wix.stop();
    await client.close();
  });

  it('sends the call with the bare token and gives the bytes of the answer', async () => {
    const body = ' {"products": [ ] }\n';
    wix.respond = text(200, body, { 'content-type': 'application/json; charset=utf-8', 'x-wix-request-id': 'id-1' });

    const reply = await client.send(QUERY);

    expect(reply).toMatchObject({ status: 200, contentType: 'application/json; charset=utf-8', requestId: 'id-1' });
    expect(reply.body.toString()).toBe(body);
    expect(reply.headers).toHaveProperty('x-wix-request-id', 'id-1');
    expect(wix.received[0]).toMatchObject({ method: 'POST', url: '/stores/v1/products/query', body: '{"private":1}' });
    expect(wix.received[0]?.headers).toMatchObject({
      authorization: TOKEN,
      'content-type': 'application/json',
      'accept-encoding': 'identity',
    });
  });

  it('sends a body of bytes, and none when there is none', async () => {
    await client.send({ ...QUERY, body: Buffer.from('{"ü":1}') });
    await client.send(ITEM);

    expect(wix.received[0]?.body).toBe('{"ü":1}');
    expect(wix.received[1]?.body).toBe('');
    expect(wix.received[1]?.headers).not.toHaveProperty('content-type');
  });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)('speaks %s', async (method) => {
    await client.send({ ...CALLER, call: `${method} /things` });
    expect(wix.received[0]).toMatchObject({ method, url: '/things' });
  });

  it.each([
    ['a list', 200, '[]', 'application/json'],
    ['a list of anything', 200, ' [ -1, null, true, "a", {}, []]\n', 'application/json'],
    ['an object over many lines', 200, '\r\n{\n\t"a": 1\n}\n', 'application/json'],
    ['an empty object', 200, '{ }', 'application/json'],
    ['a subtype of JSON', 200, '{}', 'application/problem+json'],
    ['another success', 201, '{}', 'APPLICATION/JSON'],
  ])('accepts %s', async (_, status, body, type) => {
    wix.respond = text(status, body, { 'content-type': type });
    await expect(client.send(QUERY)).resolves.toMatchObject({ status, contentType: type });
  });

  it('reads 4 MiB whole', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(4 * 1024 * 1024) });
    wix.respond = text(200, body);
    expect((await client.send(QUERY)).body.toString()).toBe(body);
  });

  it('keeps its connection', async () => {
    for (let call = 0; call < 20; call++) {
      await client.send(QUERY);
    }
    // A connection is free one turn after its answer is there, so a second one may open.
    expect(wix.connections).toBeLessThanOrEqual(2);
  });

  it('keeps concurrent answers apart', async () => {
    wix.respond = (response, request) => {
      setTimeout(() => {
        json(200, { url: request.url, token: request.headers.authorization })(response, request);
      }, Math.random() * 20);
    };
    const ids = Array.from({ length: 100 }, (_, index) => `id-${index}`);

    const replies = await Promise.all(
      ids.map((id) =>
        client.send({ ...ITEM, pathParameters: { id }, accessToken: parseAccessToken(`token-${id}`) ?? TOKEN }),
      ),
    );

    expect(replies.map(({ body }): unknown => JSON.parse(body.toString()))).toEqual(
      ids.map((id) => ({ url: `/things/v1/${id}/parts`, token: `token-${id}` })),
    );
  });

  it.each([
    ...BROKEN_ANSWERS,
    ['gzip, which was not asked for', 'bad body', text(200, gzipSync('{}'), { 'content-encoding': 'gzip' })] as const,
    ['JSON called gzip', 'bad body', text(200, '{}', { 'content-encoding': 'gzip' })] as const,
    ['JSON called text', 'bad body', text(200, '{}', { 'content-type': 'text/plain' })] as const,
    ['JSON lookalike', 'bad body', text(200, '{}', { 'content-type': 'application/jsonp' })] as const,
    ['mixed brackets', 'bad body', text(200, '{]')] as const,
    ['a lone brace', 'bad body', text(200, '{')] as const,
    ['braces around nonsense', 'bad body', text(200, '{nonsense}')] as const,
    ['brackets around nonsense', 'bad body', text(200, ' [ oops ]')] as const,
    ['an object that begins with a comma', 'bad body', text(200, '{,"a":1}')] as const,
    ['304', 'redirect', text(304, '')] as const,
  ])('gives up on %s (%s), and says nothing secret', async (name, reason, respond) => {
    wix.respond = respond;
    client = testRestClient(testConfig(wix.origin, { deadlineMs: deadlineFor(reason) }));

    const error = await errorOf(client.send(QUERY));

    expect(error).toBeInstanceOf(CodedError);
    // 204 is the one broken answer whose status is a success: what is missing is its body.
    expect(error).toMatchObject({
      code: reason === 'timeout' ? 'wix_timeout' : 'wix_unavailable',
      cause: { reason: name === 'no content' ? 'bad body' : reason },
    });
    expect(wix.received).toHaveLength(1);
    expectNoLeak(error, TOKEN, 'payload-that-must-not-leak', 'private', 'html', 'garbage', 'half');
  });

  it('works on after every kind of broken answer', async () => {
    client = testRestClient(testConfig(wix.origin, { deadlineMs: 300 }));
    for (const [index, [, , respond]] of BROKEN_ANSWERS.entries()) {
      wix.respond = respond;
      // Each of an operation of its own, or their circuit would open.
      await errorOf(client.send({ ...QUERY, call: `POST /things/${index}` }));
    }
    wix.respond = json(200, {});
    await expect(client.send(QUERY)).resolves.toMatchObject({ status: 200 });
  });

  it('calls a refused connection unavailable', async () => {
    await wix.stop();
    const error = await errorOf(client.send(QUERY));
    expect(error).toMatchObject({ code: 'wix_unavailable', cause: { reason: 'unreachable' } });
    expectNoLeak(error, TOKEN, 'private');
  });

  it.each([301, 302, 303, 307, 308])('follows no %d to another host', async (status) => {
    const elsewhere = await new LoopbackServer().start();
    wix.respond = text(status, '', { location: `${elsewhere.origin}/stores/v1/products/query` });

    const error = await errorOf(client.send(QUERY));

    await elsewhere.stop();
    expect(elsewhere.connections).toBe(0);
    expect(error).toMatchObject({ code: 'wix_unavailable', cause: { reason: 'redirect' } });
    expectNoLeak(error, TOKEN, elsewhere.origin);
  });

  it('stops reading an endless answer soon after 5 MiB', async () => {
    let sent: Promise<number> | undefined;
    wix.respond = (response) => {
      sent = endless(response);
    };
    await errorOf(client.send(QUERY));
    // What the two sockets buffer comes on top.
    expect(await sent).toBeLessThan(24 * 1024 * 1024);
  });

  it('passes on the wait that a 503 asks for', async () => {
    wix.respond = json(503, {}, { 'retry-after': '120' });
    expect(await errorOf(client.send(QUERY))).toMatchObject({ code: 'wix_unavailable', retryAfterSeconds: 60 });
  });

  it.each([400, 401, 403, 404, 408, 409, 412, 428, 429])('leaves the meaning of %d to the caller', async (status) => {
    const details = { applicationError: { code: 'SOME_CODE', description: 'text-of-wix', data: {} } };
    wix.respond = json(status, { message: 'text-of-wix', details }, { 'x-wix-request-id': 'i', 'retry-after': '3' });

    const error = await errorOf(client.send(QUERY));

    expect(error).toBeInstanceOf(WixStatusError);
    expect(error).toMatchObject({ status, applicationCode: 'SOME_CODE', requestId: 'i', retryAfterSeconds: 3 });
    expectNoLeak(error, TOKEN, 'payload-that-must-not-leak', 'private', 'text-of-wix');
  });

  it.each([
    ['a number', '{"details":{"applicationError":{"code":-19971}}}', '-19971'],
    ['blank', '{"message":"","details":{"applicationError":{"code":"","description":""}}}', undefined],
    ['absent', '{"message":"","details":{}}', undefined],
    ['a validation error', '{"details":{"validationError":{"fieldViolations":[]}}}', undefined],
    ['a sentence', '{"details":{"applicationError":{"code":"not a code: <b>"}}}', undefined],
    ['without a body', '', undefined],
    ['no JSON', '<html/>', undefined],
    ['null', 'null', undefined],
  ])('reads an application code that is %s', async (_, body, applicationCode) => {
    wix.respond = text(403, body);
    expect(await errorOf(client.send(QUERY))).toMatchObject({ status: 403, applicationCode });
  });

  describe('field violations', () => {
    const violation = {
      field: 'member.nickname',
      description: 'text-of-wix',
      violatedRule: 'MAX',
      ruleName: 'NICKNAME_LENGTH',
      data: { threshold: 50, isStrict: true, value: 'private-nickname' },
    };
    const refuse = async (fieldViolations: unknown) => {
      wix.respond = json(400, { message: 'm', details: { validationError: { fieldViolations } } });
      const error = await errorOf(client.send(QUERY));
      expect(error).toBeInstanceOf(WixStatusError);
      return error as WixStatusError;
    };

    it('are there for the code that made the call, in no other look at the error', async () => {
      const error = await refuse([violation, { field: 'x' }]);
      expect(error.fieldViolations).toEqual([violation, { field: 'x' }]);
      expectNoLeak(error, 'text-of-wix', 'private-nickname', 'NICKNAME_LENGTH');
    });

    it('are bounded, and have the documented fields alone', async () => {
      const long = 'x'.repeat(10_000);
      const data = { ...Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`k${at}`, long])), deep: { a: 1 } };
      const error = await refuse([
        { ...violation, description: long, data, secret: long },
        ...['text', 1, null, { field: 5 }, []],
        ...Array<object>(100).fill({ field: long }),
      ]);
      expect(error.fieldViolations?.length).toBeLessThanOrEqual(32);
      const [first] = error.fieldViolations ?? [];
      expect(first?.description).toHaveLength(500);
      expect(Object.keys(first ?? {})).toEqual(Object.keys(violation));
      expect(Object.keys(first?.data ?? {})).toHaveLength(16);
      expect(JSON.stringify(error.fieldViolations).length).toBeLessThan(32 * 500 + 20_000);
    });

    it.each(['text', null, {}, 1])('that are %j are none', async (fieldViolations) => {
      expect((await refuse(fieldViolations)).fieldViolations).toBeUndefined();
    });

    it('that repeat the access token are not read', async () => {
      expect((await refuse([{ field: 'x', description: `of ${TOKEN}` }])).fieldViolations).toBeUndefined();
    });
  });

  it('refuses what can not be sent before any byte leaves', async () => {
    const attempts: WixRequest[] = [
      { ...ITEM, pathParameters: { id: '..' } },
      { ...ITEM, pathParameters: {} },
      { ...ITEM, headers: { 'accept-language': 'en\r\nx-injected: 1' } },
    ];
    for (const attempt of attempts) {
      await errorOf(client.send(attempt));
    }
    expect(wix.connections).toBe(0);
  });

  it('lets a call under way finish while it closes', async () => {
    wix.respond = (response, request) => {
      setTimeout(() => {
        json(200, { done: true })(response, request);
      }, 50);
    };
    const reply = client.send(QUERY);
    const closed = client.close();
    await expect(reply).resolves.toMatchObject({ status: 200 });
    await closed;
    expect(await errorOf(client.send(QUERY))).toMatchObject({ code: 'wix_unavailable' });
    client = testRestClient(testConfig(wix.origin));
  });
});
