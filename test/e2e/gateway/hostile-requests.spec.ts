import { EmulatedWix, type InstalledSite } from '../../support/emulated-wix';
import { Gateway } from '../../support/gateway';
import { CALLER_ROUTES, requestFor } from '../../support/gateway-routes';
import { PLAYED_INSTANCE_ID, PlayedWix, type ReceivedRequest } from '../../support/played-wix';
import { expectProblem } from '../../support/problem';
import { sendBytes } from '../../support/raw-connection';

// A busy machine needs longer than Jest's five seconds.
jest.setTimeout(30_000);

const FOREIGN = 'ffffffff-0000-4000-8000-00000000000f';

let wix: EmulatedWix;
let gateway: Gateway;
let site: InstalledSite;
let other: InstalledSite;
let user: string;
let visitor: string;

beforeAll(async () => {
  wix = await EmulatedWix.start();
  gateway = await Gateway.start(wix.url);
  site = await wix.install();
  other = await wix.install();
  user = await wix.mint(site.instanceId, 'USER');
  visitor = await wix.mint(site.instanceId, 'VISITOR');
});
afterAll(async () => {
  await gateway.close();
  await wix.close();
});

describe('an Authorization header', () => {
  const request = (...lines: string[]) =>
    sendBytes(
      gateway.url,
      ['GET /v1/identity HTTP/1.1', 'Host: x', 'Connection: close', ...lines, '', ''].join('\r\n'),
    );

  it.each([
    ['the same twice', (token: string) => [`Authorization: ${token}`, `Authorization: ${token}`]],
    ['in two spellings', (token: string) => [`authorization: ${token}`, `AUTHORIZATION: junk`]],
    ['empty, then full', (token: string) => ['Authorization:', `Authorization: ${token}`]],
    ['full, then empty', (token: string) => [`Authorization: ${token}`, 'Authorization:']],
    ['a list', (token: string) => [`Authorization: ${token},${token}`]],
    ['a list with spaces', (token: string) => [`Authorization: Bearer ${token}, Bearer ${token}`]],
    ['two spaces', (token: string) => [`Authorization: Bearer  ${token}`]],
    ['a tab', (token: string) => [`Authorization: Bearer\t${token}`]],
    ['a scheme alone', () => ['Authorization: Bearer']],
    ['two tokens', (token: string) => [`Authorization: Bearer ${token} ${token}`]],
    ['a letter beyond ASCII', (token: string) => [`Authorization: ${token}\xe9`]],
    ['DEL', (token: string) => [`Authorization: ${token}\x7f`]],
    ['a control character', (token: string) => [`Authorization: ${token}\x01`]],
    ['a NUL', (token: string) => [`Authorization: ${token}\0`]],
    ['a line break within', (token: string) => [`Authorization: ${token}\r x`]],
    ['a folded line', (token: string) => ['Authorization: Bearer', ` ${token}`]],
    ['a space before the colon', (token: string) => [`Authorization : ${token}`]],
    ['8 KiB and one', () => [`Authorization: ${'a'.repeat(8193)}`]],
  ])('that is ambiguous is 400 and costs nothing: %s', async (_, lines) => {
    await wix.forgetCalls();
    const answer = await request(...lines(user));
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"invalid_request"');
    expect(answer).toMatch(/\r\nwww-authenticate: Bearer realm="liftgate", error="invalid_request"\r\n/i);
    expect(answer).not.toContain(user.slice(20, 60));
    expect(await wix.calls()).toEqual([]);
  });

  it('is not alone where another comes after a thousand other fields', async () => {
    const many = Array.from({ length: 2000 }, () => 'a:b');
    for (const second of [`Authorization: ${visitor}`, `Authorization: Bearer junk`]) {
      const answer = await request(`Authorization: ${user}`, ...many, second);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain('"code":"invalid_request"');
    }
    expect(await request(...many, `Authorization: ${user}`)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('over all limits is refused', async () => {
    expect(await request(`Authorization: ${'a'.repeat(40_000)}`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('is read with spaces around it, as HTTP says, and with any spelling of the scheme', async () => {
    for (const line of [`Authorization:   ${user}  `, `AUTHORIZATION: bEARER ${user}`]) {
      expect(await request(line)).toMatch(/^HTTP\/1\.1 200 /);
    }
  });
});

describe('a token anywhere else', () => {
  it.each([
    'access_token',
    'token',
    'x-access-token',
    'x-authorization',
    'proxy-authorization',
    'x-api-key',
    'x-original-authorization',
    'x-forwarded-authorization',
    'x-wix-authorization',
    'wix-access-token',
  ])('is no credential: header, query, cookie and body %s', async (name) => {
    await wix.forgetCalls();
    expectProblem(
      await gateway.send({ path: '/v1/identity', headers: { [name]: user } }),
      401,
      'authentication_required',
    );
    expectProblem(await gateway.get(`/v1/identity?${name}=${user}`), 401, 'authentication_required');
    const headers = { cookie: `${name}=${user}; wixSession=${user}; session=${user}` };
    expectProblem(await gateway.send({ path: '/v1/identity', headers }), 401, 'authentication_required');
    expectProblem(await gateway.post('/v1/products/query', { [name]: user }), 401, 'authentication_required');
    expect(await wix.calls()).toEqual([]);
  });

  it('a signed value in the URL is no credential on a route that did not ask for one, however often', async () => {
    const value = await wix.sign(site.instanceId, { uid: FOREIGN, permissions: 'OWNER' });
    for (const query of [
      `instance=${value}`,
      `instance=${value}&instance=${value}`,
      `instance[]=${value}`,
      'instance=',
    ]) {
      expectProblem(await gateway.get(`/v1/identity?${query}`), 401, 'authentication_required');
      const { json } = await gateway.get(`/v1/identity?${query}`, visitor);
      expect(json.identity.type).toBe('VISITOR');
    }
  });
});

describe('what a client says of itself', () => {
  /** Everything by which some backend or proxy is told who is calling. */
  const claims = (instanceId: string): Readonly<Record<string, string>> => ({
    'x-wix-instance-id': instanceId,
    'x-instance-id': instanceId,
    instanceid: instanceId,
    'wix-instance-id': instanceId,
    'wix-site-id': FOREIGN,
    'wix-account-id': FOREIGN,
    'x-wix-metasite-id': FOREIGN,
    'x-wix-client-id': FOREIGN,
    'x-wix-identity': 'USER',
    'x-wix-subject-type': 'USER',
    'x-forwarded-user': FOREIGN,
    'x-forwarded-for': '10.0.0.1',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-real-ip': '10.0.0.1',
    'x-remote-user': 'admin',
    'x-auth-request-user': 'admin',
    'x-user-id': FOREIGN,
    'x-tenant-id': instanceId,
    forwarded: 'for=10.0.0.1;host=evil.example',
    from: 'admin@evil.example',
    cookie: `wixSession=${FOREIGN}; svSession=${FOREIGN}`,
    'client-binding': FOREIGN,
    'x-original-url': '/v1/members',
    'x-rewrite-url': '/v1/members',
    'x-request-id': 'chosen-by-the-client',
    'x-http-method-override': 'DELETE',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    'x-custom': 'custom',
  });

  it('changes nothing about who it is', async () => {
    const headers = { authorization: visitor, ...claims(other.instanceId) };
    const paths = ['/v1/identity', `/v1/identity?instanceId=${other.instanceId}&siteId=${FOREIGN}&subjectType=USER`];
    for (const path of paths) {
      const answer = await gateway.send({ path, headers });
      expect(answer.json).toMatchObject({
        instanceId: site.instanceId,
        siteId: site.siteId,
        identity: { type: 'VISITOR' },
      });
      expect(answer.headers['x-request-id']).not.toBe('chosen-by-the-client');
    }
    expect((await gateway.send({ path: '/v1/instance', headers })).json.instance.instanceId).toBe(site.instanceId);
    expectProblem(await gateway.send({ path: '/v1/members', headers }), 403, 'identity_not_allowed');
    const body = { query: {}, instanceId: other.instanceId };
    expectProblem(await gateway.post('/v1/products/query', body, visitor), 400, 'validation_failed');
  });

  it('never reaches Wix', async () => {
    await PlayedWix.during({}, async (played) => {
      await Gateway.during(played.url, {}, async (before) => {
        for (const route of CALLER_ROUTES) {
          const authorization = route.allowed.includes('USER') ? 'USER-token' : 'MEMBER-token';
          const request = requestFor(route, { authorization, ...claims(other.instanceId) });
          expect((await before.send(request)).status).toBe(200);
        }
        expect(played.requests.length).toBeGreaterThan(CALLER_ROUTES.length);
        for (const received of played.requests) {
          expect(unexpectedHeaders(received)).toEqual([]);
          const { target, rawHeaders, body } = received;
          const sent = [target, ...rawHeaders, body].join('\n');
          for (const said of [
            other.instanceId,
            FOREIGN,
            '10.0.0.1',
            'evil.example',
            'chosen-by',
            'admin',
            'custom',
            'DELETE',
          ]) {
            expect(sent).not.toContain(said);
          }
        }
        // The app's own token, and never the caller's, goes with what the app does.
        const elevated = played.requests.filter(({ target }) => /^\/(apps|stores|members\/v1\/members\?)/.test(target));
        expect(elevated.length).toBe(4);
        for (const { rawHeaders } of elevated) {
          expect(rawHeaders[indexOfHeader(rawHeaders, 'authorization') + 1]).toBe('app-token-of-the-played-wix');
          expect(rawHeaders.join()).not.toContain('USER-token');
        }
        const grants = played.requests
          .filter(({ target }) => target === '/oauth2/token')
          .map(({ body }): unknown => JSON.parse(body));
        expect(grants).toContainEqual(expect.objectContaining({ instance_id: PLAYED_INSTANCE_ID }));
      });
    });
  });

  function indexOfHeader(rawHeaders: readonly string[], name: string): number {
    return rawHeaders.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name);
  }

  function unexpectedHeaders({ rawHeaders }: ReceivedRequest): readonly string[] {
    const expected =
      /^(host|connection|keep-alive|accept|accept-encoding|authorization|content-type|content-length|user-agent|transfer-encoding)$/;
    return rawHeaders.filter((name, index) => index % 2 === 0 && !expected.test(name.toLowerCase()));
  }
});

describe('another spelling of a path', () => {
  const spellings = [
    '/v1/members/',
    '//v1/members',
    '/v1//members',
    '/v1/members//',
    '/V1/members',
    '/v1/Members',
    '/v1%2Fmembers',
    '/v1%2fmembers',
    '/v1/members%2f',
    '/v1/members%2F..%2Fidentity',
    '/v1/members;x',
    '/v1/members;/../identity',
    '/v1/members%00',
    '/v1/members%20',
    '/v1/members.json',
    '/v1/./members',
    '/v1/identity/../members',
    '/v1/identity/..%2fmembers',
    '/v1/%6dembers',
    '/v1/membe%72s',
    '/%76%31/members',
    '/v1\\members',
    '/v1/members\\',
    '/v1/members%5c',
    '/v1/members#',
    '/v1/m%c3%a9mbers',
    '/v1/members%',
    '/v1/members%zz',
    '/./v1/members',
    '/../v1/members',
    '*v1/members',
    '*/v1/members',
    'v1/members',
    'http://other.example/v1/members',
    'https://other.example/v1/members',
    'HTTP://other.example/v1/members',
    'file:///v1/members',
    '/v1/members?/../identity',
    '/v1/members??',
  ];

  it.each(spellings)('opens nothing without a token, nor for the wrong identity: %s', async (path) => {
    await wix.forgetCalls();
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY']) {
      for (const authorization of [[], [`Authorization: ${visitor}`]]) {
        const lines = [
          `${method} ${path} HTTP/1.1`,
          'Host: x',
          'Connection: close',
          'Content-Length: 0',
          ...authorization,
        ];
        const answer = await sendBytes(gateway.url, [...lines, '', ''].join('\r\n'));
        const status = Number(/^HTTP\/1\.1 (\d+) /.exec(answer)?.[1]);
        const isRefused = status >= 400 && status < 500;
        // OPTIONS says which methods there are, and nothing more.
        const isOptions = method === 'OPTIONS' && status === 204 && answer.endsWith('\r\n\r\n');
        expect([method, status, isRefused || isOptions]).toEqual([method, status, true]);
      }
    }
    expect((await wix.calls()).filter((call) => call !== 'POST /oauth2/token-info')).toEqual([]);
  });

  it.each(['/v1/%6dembers', '/v1/membe%72s', '/%76%31/members', '/v1/%6Dembers?limit=1'])(
    'is none for who may, either: %s',
    async (path) => {
      await gateway.get('/v1/identity', user);
      await wix.forgetCalls();
      expectProblem(await gateway.get(path, user), 404, 'not_found');
      expect(await wix.calls()).toEqual([]);
    },
  );

  it('below a wildcard is what Wix spells: its own answers, not 404', async () => {
    const webMethod = await gateway.post('/_webMethods/src/b%61ckend/x', [], visitor);
    expect([webMethod.status, webMethod.text]).toEqual([400, 'invalid request']);
    expectProblem(await gateway.post('/service-plugins/v1/c%61lculate', {}), 403, 'invalid_signature');
  });

  it('a method named in a header or the query is not believed', async () => {
    const headers = {
      authorization: user,
      'x-http-method-override': 'GET',
      'x-http-method': 'GET',
      'x-method-override': 'GET',
      'content-type': 'application/json',
    };
    const answer = await gateway.send({
      method: 'POST',
      path: '/v1/members?_method=GET',
      headers,
      body: '{"_method":"GET"}',
    });
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers.allow).toMatch(/^GET\b/);
  });

  it('HEAD asks for a token as GET does', async () => {
    for (const { path, method } of CALLER_ROUTES.filter((route) => route.method === 'GET')) {
      expect(method).toBe('GET');
      expect([401, 405]).toContain((await gateway.send({ method: 'HEAD', path })).status);
      const answer = await gateway.send({ method: 'HEAD', path, headers: { authorization: visitor } });
      expect(answer.text).toBe('');
      if (path === '/v1/members') expect([403, 405]).toContain(answer.status);
    }
  });
});

describe('what is asked of GET /v1/members', () => {
  it.each([
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=1.5',
    'limit=ten',
    'limit=',
    'limit=NaN',
    'limit=Infinity',
    'limit=1e9',
    'limit=1e1',
    'limit=0x2',
    'limit=%205',
    'limit=1&limit=2',
    'limit[]=1',
    'limit[a]=1',
    'limit=true',
    'limit=null',
    'limit=1,2',
    'offset=-1',
    'offset=0.5',
    'offset=x',
    'offset=',
    'offset=-0',
    'offset=9007199254740993',
    'offset=1&offset=1',
    'paging.limit=1',
    'fieldsets=FULL',
    'limit=1%00',
  ])('%s is 400 and never reaches Wix', async (query) => {
    await gateway.get('/v1/identity', user);
    await wix.forgetCalls();
    const answer = await gateway.get(`/v1/members?${query}`, user);
    expectProblem(answer, 400, 'validation_failed');
    expect(await wix.calls()).toEqual([]);
  });
});

it('names that every object has change nothing', async () => {
  await PlayedWix.during({}, async (played) => {
    await Gateway.during(played.url, {}, async (before) => {
      const names = [
        '__proto__',
        'constructor',
        'prototype',
        'toString',
        'valueOf',
        'hasOwnProperty',
        'toJSON',
        'then',
      ];
      for (const name of names) {
        for (const value of ['1', '{"limit":1}', '[1]']) {
          const query = await before.get(`/v1/members?${name}=${encodeURIComponent(value)}`, 'USER');
          const body = await before.post(
            '/v1/products/query',
            `{"query":{"${name}":${value}},"${name}":${value}}`,
            'USER',
          );
          for (const answer of [query, body]) expect([200, 400]).toContain(answer.status);
        }
      }
      const sent = played.requests.filter(({ target }) => !target.startsWith('/oauth2/'));
      for (const { method, target, body } of sent) {
        if (method === 'GET') expect(target).toBe('/members/v1/members?paging.limit=50&paging.offset=0');
        else expect(['{}', '{"query":{}}']).toContain(body);
      }
    });
  });
});

describe('what is asked of POST /v1/products/query', () => {
  it.each([
    ['a list', []],
    ['a list of one', [{}]],
    ['text', '"text"'],
    ['a number', '1'],
    ['true', 'true'],
    ['null', 'null'],
    ['nothing at all', ''],
    ['half', '{"query":'],
    ['two values', '{}{}'],
    ['a comment', '{/**/}'],
    ['NaN', '{"query":{"paging":{"limit":NaN}}}'],
    ['query as a list', { query: [] }],
    ['query as a list of one', { query: [{ paging: { limit: 1 } }] }],
    ['query as text', { query: '{}' }],
    ['query as a number', { query: 1 }],
    ['paging as a list', { query: { paging: [{ limit: 1 }] } }],
    ['limit as text', { query: { paging: { limit: '1' } } }],
    ['limit as a list', { query: { paging: { limit: [1] } } }],
    ['limit 0', { query: { paging: { limit: 0 } } }],
    ['limit 101', { query: { paging: { limit: 101 } } }],
    ['limit 1.5', { query: { paging: { limit: 1.5 } } }],
    ['limit as an object', { query: { paging: { limit: { $gt: 0 } } } }],
    ['offset below zero', { query: { paging: { offset: -1 } } }],
    ['offset beyond integers', '{"query":{"paging":{"offset":1e309}}}'],
    ['filter as an object', { query: { filter: { price: 1 } } }],
    ['filter too long', { query: { filter: 'x'.repeat(4097) } }],
    ['sort as a list', { query: { sort: [{ price: 'asc' }] } }],
    ['includeVariants as text', { includeVariants: 'true' }],
    ['includeVariants as a number', { includeVariants: 1 }],
    ['an unknown field', { unknown: 1 }],
    ['an unknown field of query', { query: { fields: ['costAndProfitData'] } }],
    ['an unknown field of paging', { query: { paging: { limit: 1, cursor: 'x' } } }],
    ['hidden products', { includeHiddenProducts: true }],
    ['merchant data', { includeMerchantSpecificData: true }],
    ['an instance', { instanceId: FOREIGN }],
    ['a prototype', '{"__proto__":{"includeHiddenProducts":true}}'],
    ['a prototype within', '{"query":{"__proto__":{"filter":"x"}}}'],
    ['a prototype by its constructor', '{"constructor":{"prototype":{"includeHiddenProducts":true}}}'],
    ['a depth of 33', `{"query":${'['.repeat(40)}${']'.repeat(40)}}`],
    ['a depth of 5,000', '['.repeat(5_000) + ']'.repeat(5_000)],
    ['ten thousand unknown fields', Object.fromEntries(Array.from({ length: 9_000 }, (_, index) => [`f${index}`, 0]))],
  ])('%s is 400 and never reaches Wix', async (_, body) => {
    await gateway.get('/v1/identity', visitor);
    await wix.forgetCalls();
    const answer = await gateway.post('/v1/products/query', body, visitor);
    expectProblem(answer, 400, 'validation_failed');
    expect(answer.text.length).toBeLessThan(10_000);
    expect(await wix.calls()).toEqual([]);
  });

  it('the token is looked at before the body', async () => {
    expectProblem(await gateway.post('/v1/products/query', { unknown: 1 }, undefined), 401, 'authentication_required');
    expectProblem(await gateway.post('/v1/products/query', { unknown: 1 }, 'junk'), 401, 'invalid_token');
  });

  it('a body that is too large, or of another type, never reaches Wix', async () => {
    await wix.forgetCalls();
    const large = JSON.stringify({ query: { filter: 'x'.repeat(200_000) } });
    expectProblem(await gateway.post('/v1/products/query', large, visitor), 413, 'payload_too_large');
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
    ]) {
      const headers = { authorization: visitor, 'content-type': type };
      const answer = await gateway.send({ method: 'POST', path: '/v1/products/query', headers, body: '{}' });
      expectProblem(answer, 415, 'unsupported_media_type');
    }
    expect(await wix.calls()).toEqual([]);
  });

  it('the last of two fields of one name is the one that is checked and the one that is sent', async () => {
    await PlayedWix.during({}, async (played) => {
      await Gateway.during(played.url, {}, async (before) => {
        const answer = await before.post(
          '/v1/products/query',
          '{"includeVariants":"x","includeVariants":true}',
          'VISITOR',
        );
        expect(answer.status).toBe(200);
        expect(played.requests.at(-1)?.body).toBe('{"includeVariants":true}');
      });
    });
  });
});
