import request from 'supertest';
import { expectProblem, type Harness, startHarness } from './http.harness';

const SITE = 'https://shop.example';
const EXPOSED = 'ETag, Retry-After, WWW-Authenticate, X-Request-Id, RateLimit, RateLimit-Policy';

function preflight(harness: Harness, path: string, origin = SITE) {
  return request(harness.origin)
    .options(path)
    .set('origin', origin)
    .set('access-control-request-method', 'POST')
    .set('access-control-request-headers', 'authorization, x-evil');
}

describe('CORS for any origin', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  it('answers a preflight without a token', async () => {
    const { status, headers, text } = await preflight(harness, '/things');
    expect(status).toBe(204);
    expect(text).toBe('');
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
      'access-control-allow-headers':
        'authorization, content-type, x-wix-linguist, x-wix-consistent, x-wix-bi-gateway, commonconfig, if-match, baggage, sentry-trace',
      'access-control-max-age': '7200',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('answers a preflight before the handler of a route for all methods', async () => {
    const { status, headers, text } = await preflight(harness, '/any');
    expect([status, text]).toEqual([204, '']);
    expect(headers['access-control-allow-methods']).toContain('POST');
    expect((await request(harness.origin).options('/any')).text).toBe('handled');
  });

  it('answers 404 to a preflight for nothing', async () => {
    expectProblem(await preflight(harness, '/nothing'), 404, 'not_found');
  });

  it.each(['/things', '/nothing', '/fail'])('lets any origin read the answer of %s', async (path) => {
    const { headers } = await request(harness.origin).get(path).set('origin', SITE);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-expose-headers']).toBe(EXPOSED);
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('has no second spelling of a cookie route, which would be another route to it', async () => {
    const path = '/api/%61uth/session';
    expectProblem(await request(harness.origin).get(path).set('origin', SITE), 404, 'not_found');
    expectProblem(await preflight(harness, path), 404, 'not_found');
  });

  it('gives cookie routes no CORS headers, preflight included', async () => {
    const answers = [
      await request(harness.origin).get('/api/auth/session').set('origin', SITE),
      await preflight(harness, '/api/auth/session'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 204]);
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});

describe('CORS for a list of origins', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness({ corsOrigins: [SITE, 'https://other.example'] });
  });
  afterAll(() => harness.close());

  it('names a listed origin, in the preflight too', async () => {
    const answer = await request(harness.origin).get('/things').set('origin', SITE);
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': SITE, vary: 'Origin' });
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    expect((await preflight(harness, '/things')).headers).toMatchObject({
      'access-control-allow-origin': SITE,
      'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
      vary: 'Origin',
    });
  });

  it.each(['https://evil.example', 'https://shop.example.evil.example', 'http://shop.example', 'null'])(
    'does not let %s read',
    async (origin) => {
      for (const answer of [
        await request(harness.origin).get('/things').set('origin', origin),
        await preflight(harness, '/things', origin),
      ]) {
        expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
        expect(answer.headers.vary).toBe('Origin');
      }
    },
  );
});
