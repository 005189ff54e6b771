import { WELL_KNOWN_CLIENT_ID } from '../../../src/emulator/well-known';
import { given } from '../../support/app-config';
import { Secret } from '../../../src/config/secret';
import { GatewayFixture } from '../../support/gateway.fixture';
import { sendRequest } from '../../support/http-request';
import { expectProblem } from '../../support/problem';
import {
  cookieOf,
  LISTED_ORIGIN,
  PUBLIC_URL,
  SAME_ORIGIN,
  SESSIONS_ON,
  SessionGateway,
} from '../../support/session-gateway';

const NAME = '__Host-liftgate-session';
const EVIL = 'https://evil.example';

let gateway: SessionGateway;
let cookie: string;
let token: string;
beforeAll(async () => {
  gateway = await SessionGateway.start();
  cookie = await gateway.newBrowser();
  expect((await gateway.get('/v1/identity', cookie)).status).toBe(200);
  const { instanceId } = gateway.site;
  const { body } = await gateway.fixture.emulator.http
    .post('/_emulator/tokens')
    .send({ instanceId, subjectType: 'VISITOR' })
    .expect(201);
  token = (body as { accessToken: string }).accessToken;
}, 60_000);
afterAll(() => gateway.close());

describe('the cookie beside another credential', () => {
  it.each<[string, () => Record<string, string>]>([
    ['a good token', () => ({ authorization: token })],
    ['a bad token', () => ({ authorization: 'Bearer junk' })],
    ['a scheme that is not ours', () => ({ authorization: 'Basic YTpi' })],
  ])('is refused: %s', async (_, more) => {
    expectProblem(await gateway.get('/v1/identity', cookie, more()), 400, 'invalid_request');
    // Whatever it is: a cookie that opens nothing is a credential, too.
    expectProblem(await gateway.get('/v1/identity', `${NAME}=junk`, more()), 400, 'invalid_request');
  });

  it('is the only one beside an empty Authorization; and an empty cookie is none', async () => {
    expect((await gateway.get('/v1/identity', cookie, { authorization: '' })).status).toBe(200);
    expect((await gateway.get('/v1/identity', `${NAME}=`, { authorization: token })).status).toBe(200);
    expect((await gateway.get('/v1/identity', 'a=b; other=c', { authorization: token })).status).toBe(200);
  });
});

describe('a cookie header', () => {
  it.each<[string, () => readonly string[], number]>([
    ['with other cookies around', () => ['cookie', `a=b; ${cookie}; c="d"`], 200],
    ['without spaces', () => ['cookie', `a=b;${cookie};c`], 200],
    ['in two lines', () => ['cookie', 'a=b', 'cookie', cookie], 200],
    ['with a cookie whose name ends like ours', () => ['cookie', `x${cookie}`], 401],
    ['with a cookie whose name begins like ours', () => ['cookie', cookie.replace('session', 'session2')], 401],
    ['with our name in a value', () => ['cookie', `a=${cookie}`], 401],
    ['with our name in other letters', () => ['cookie', cookie.replace('__Host', '__host')], 401],
    ['with the session twice', () => ['cookie', `${cookie}; ${cookie}`], 400],
    ['with two sessions in two lines', () => ['cookie', cookie, 'cookie', `${NAME}=other`], 400],
    ['with a quoted value', () => ['cookie', cookie.replace('=', '="').concat('"')], 401],
    ['with a character too many', () => ['cookie', `${cookie}A`], 401],
    ['with a character too few', () => ['cookie', cookie.slice(0, -1)], 401],
    ['with 15,000 characters', () => ['cookie', `${NAME}=${'A'.repeat(15_000)}`], 401],
    ['with bytes that are no ASCII', () => ['cookie', `${NAME}=\u00e9\u00ff`], 401],
    ['with an escape', () => ['cookie', cookie.replace('.', '%2e')], 401],
    ['with nothing but semicolons', () => ['cookie', ';;;;;='], 401],
  ])('%s', async (_, headers, status) => {
    const answer = await gateway.send('GET', '/v1/identity', headers());
    expect(answer.status).toBe(status);
    const session = await gateway.send('GET', '/api/auth/session', headers());
    expect(session.status).toBe(status === 400 ? 400 : 200);
  });
});

it("a session's own token is good for nothing in an Authorization header", async () => {
  const { body } = await gateway.fixture.emulator.http
    .post('/oauth2/token')
    .send({ clientId: WELL_KNOWN_CLIENT_ID, grantType: 'anonymous' })
    .expect(200);
  const { access_token: headless } = body as { access_token: string };
  expectProblem(await gateway.get('/v1/identity', undefined, { authorization: headless }), 401, 'invalid_token');
});

it('nor is it one whose verdict is known from the session', async () => {
  const login = await gateway.login();
  expect((await gateway.get('/v1/members/me', login)).status).toBe(200);
  const { body } = await gateway.fixture.emulator.http
    .post('/_emulator/tokens')
    .send({ instanceId: gateway.site.instanceId, subjectType: 'MEMBER', clientId: WELL_KNOWN_CLIENT_ID })
    .expect(201);
  const tokens = body as { accessToken: string };
  const known = cookieOf(await gateway.send('POST', '/probe/login', {}, { ...tokens, ttlSeconds: 14_400 }));
  expect((await gateway.get('/v1/identity', known)).status).toBe(200);
  const answer = await gateway.get('/v1/identity', undefined, { authorization: tokens.accessToken });
  expectProblem(answer, 401, 'invalid_token');
});

it("the app's token is good for nothing in a session", async () => {
  const tokens = { accessToken: token, refreshToken: 'junk', ttlSeconds: 14_400 };
  const foreign = cookieOf(await gateway.send('POST', '/probe/login', {}, tokens));
  expectProblem(await gateway.get('/v1/identity', foreign), 401, 'session_expired');
});

describe('a request that changes something', () => {
  const query = (headers: Record<string, string>) =>
    gateway.send('POST', '/v1/products/query', { cookie, ...headers }, {});

  it.each([
    ['from a program', {}],
    ['from a page of this origin', SAME_ORIGIN],
    ['from a page of this origin, by its Origin', { origin: PUBLIC_URL }],
    ['from a listed origin', { origin: LISTED_ORIGIN }],
    ['from a listed origin of the same site', { origin: LISTED_ORIGIN, 'sec-fetch-site': 'same-site' }],
  ])('is served %s', async (_, headers) => {
    expect((await query(headers)).status).toBe(200);
  });

  it.each([
    ['from another site', { origin: EVIL, 'sec-fetch-site': 'cross-site' }],
    ['from another site that calls itself ours', { origin: PUBLIC_URL, 'sec-fetch-site': 'cross-site' }],
    ['from another site that is listed', { origin: LISTED_ORIGIN, 'sec-fetch-site': 'cross-site' }],
    ['from another origin of the same site', { origin: 'https://blog.example.com', 'sec-fetch-site': 'same-site' }],
    ['from the same site without an Origin', { 'sec-fetch-site': 'same-site' }],
    ['from the address bar', { 'sec-fetch-site': 'none' }],
    ['from a sandbox', { origin: 'null' }],
    ['from an origin that begins like ours', { origin: `${PUBLIC_URL}.evil.example` }],
    ['over http', { origin: PUBLIC_URL.replace('https', 'http') }],
    ['from an origin in capitals', { origin: LISTED_ORIGIN.toUpperCase() }],
    ['from a page whose address begins like ours', { referer: `${PUBLIC_URL}/` }],
    ['from two origins', { origin: `${PUBLIC_URL}, ${EVIL}` }],
    ['with two answers to where from', { 'sec-fetch-site': 'same-origin, cross-site' }],
    ['from where nobody knows', { 'sec-fetch-site': '' }],
  ])('is refused %s', async (_, headers) => {
    await gateway.fixture.forgetCalls();
    expectProblem(await query(headers), 403, 'cross_site_request');
    expect(await gateway.fixture.wixCalls()).toEqual([]);
  });

  it('is refused whatever its method, and whatever the cookie is worth', async () => {
    for (const method of ['PUT', 'POST']) {
      const path = method === 'PUT' ? '/v1/settings' : '/v1/web-methods/instance/whoAmI';
      for (const value of [cookie, `${NAME}=junk`]) {
        expectProblem(await gateway.send(method, path, { cookie: value, origin: EVIL }, {}), 403, 'cross_site_request');
      }
    }
  });

  it('needs none of that with a token', async () => {
    const headers = { authorization: token, origin: EVIL, 'sec-fetch-site': 'cross-site' };
    expect((await gateway.send('POST', '/v1/products/query', headers, {})).status).toBe(200);
  });
});

describe('CORS', () => {
  const corsOf = async (method: string, path: string, origin: string) => {
    const preflight = method === 'OPTIONS' ? { 'access-control-request-method': 'GET' } : {};
    const { headers } = await gateway.send(method, path, { origin, ...preflight });
    return {
      origin: headers['access-control-allow-origin'],
      credentials: headers['access-control-allow-credentials'],
    };
  };

  it.each(['GET', 'OPTIONS'])('allows credentials on cookie routes to listed origins alone (%s)', async (method) => {
    const path = '/api/auth/session';
    expect(await corsOf(method, path, LISTED_ORIGIN)).toEqual({ origin: LISTED_ORIGIN, credentials: 'true' });
    for (const origin of [EVIL, PUBLIC_URL, 'null', `${LISTED_ORIGIN}.evil.example`, LISTED_ORIGIN.toUpperCase()]) {
      expect(await corsOf(method, path, origin)).toEqual({ origin: undefined, credentials: undefined });
    }
  });

  it.each(['GET', 'OPTIONS'])('never allows them on other routes (%s)', async (method) => {
    for (const path of ['/v1/identity', '/nothing', '/api/auth/nothing', '/api/%61uth/session']) {
      for (const origin of [LISTED_ORIGIN, EVIL]) {
        expect({ path, ...(await corsOf(method, path, origin)) }).toMatchObject({ path, credentials: undefined });
      }
    }
  });
});

describe('beginnings', () => {
  it('are limited by address; who has begun is not', async () => {
    const limited = await SessionGateway.start({ rateLimits: { perInstance: 0, perSubject: 0, anonymous: 3 } });
    try {
      const begun = await limited.newBrowser();
      // One beginning, however many wait for it.
      const all = await Promise.all(Array.from({ length: 10 }, () => limited.get('/v1/identity', begun)));
      expect(all.map(({ status }) => status)).toEqual(Array(10).fill(200));
      expect((await limited.get('/v1/identity', undefined, SAME_ORIGIN)).status).toBe(200);
      expect((await limited.get('/api/auth/session', await limited.newBrowser())).status).toBe(200);
      await limited.fixture.forgetCalls();
      expectProblem(await limited.get('/v1/identity', undefined, SAME_ORIGIN), 429, 'rate_limited');
      const fourth = await limited.newBrowser();
      expectProblem(await limited.get('/v1/identity', fourth), 429, 'rate_limited');
      expectProblem(await limited.get('/api/auth/session', fourth), 429, 'rate_limited');
      for (const path of ['/v1/identity', '/api/auth/session']) {
        expectProblem(await limited.get(path, `${NAME}=junk`), 429, 'rate_limited');
      }
      expect(await limited.fixture.wixCalls()).toEqual([]);
      expect((await limited.get('/v1/identity', begun)).status).toBe(200);
    } finally {
      await limited.close();
    }
  }, 60_000);
});

describe('without a database', () => {
  let alone: GatewayFixture;
  let good: string;
  beforeAll(async () => {
    const database = { url: new Secret('postgres://nobody@127.0.0.1:9/none'), dataDir: 'memory://' };
    const rateLimits = { perInstance: 0, perSubject: 0, anonymous: 1 };
    alone = await GatewayFixture.start({ config: { sessions: SESSIONS_ON, database, rateLimits } });
    good = await alone.emulator.token(await alone.emulator.install(), 'VISITOR');
  }, 60_000);
  afterAll(() => alone.close());
  const get = (path: string, headers: Record<string, string>) => sendRequest(alone.url, { path, headers });

  it('a session is 503, and tokens go on', async () => {
    const given = cookieOf(await get('/api/auth/session', {}));
    for (const path of ['/v1/identity', '/api/auth/session']) {
      expectProblem(await get(path, { cookie: given }), 503, 'database_unavailable');
    }
    expect((await get('/v1/identity', { authorization: good })).status).toBe(200);
  });

  it('a made-up id costs no question to it once the address has used up its minute', async () => {
    const madeUp = { cookie: `${NAME}=${'A'.repeat(43)}.tout7u.${'A'.repeat(43)}` };
    expectProblem(await get('/v1/identity', madeUp), 503, 'database_unavailable');
    expectProblem(await get('/v1/identity', {}), 401, 'authentication_required');
    for (const path of ['/v1/identity', '/api/auth/session']) {
      expectProblem(await get(path, madeUp), 429, 'rate_limited');
    }
  });
});

describe('where sessions are off', () => {
  let off: GatewayFixture;
  let good: string;
  beforeAll(async () => {
    off = await GatewayFixture.start();
    good = await off.emulator.token(await off.emulator.install(), 'VISITOR');
  }, 60_000);
  afterAll(() => off.close());
  const get = (path: string, headers: Record<string, string>) => sendRequest(off.url, { path, headers });

  it('there is no such route', async () => {
    expectProblem(await get('/api/auth/session', {}), 404, 'not_found');
  });

  it('cookies mean nothing', async () => {
    const value = `${NAME}=${given(cookie.split('=')[1])}`;
    expectProblem(await get('/v1/identity', { cookie: value, ...SAME_ORIGIN }), 401, 'authentication_required');
    expect((await get('/v1/identity', { cookie: `${value}; ${value}`, authorization: good })).status).toBe(200);
  });

  it('a page of this origin begins nothing', async () => {
    expectProblem(await get('/v1/identity', SAME_ORIGIN), 401, 'authentication_required');
  });
});
