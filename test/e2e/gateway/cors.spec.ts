import { EmulatedWix, type InstalledSite } from '../../support/emulated-wix';
import { Gateway } from '../../support/gateway';
import { CALLER_ROUTES, requestFor } from '../../support/gateway-routes';

// A busy machine needs longer than Jest's five seconds.
jest.setTimeout(30_000);

const NEEDED = [
  'authorization',
  'content-type',
  'x-wix-linguist',
  'x-wix-consistent',
  'x-wix-bi-gateway',
  'commonconfig',
  'if-match',
  'baggage',
  'sentry-trace',
];
const EXPOSED = ['etag', 'retry-after', 'www-authenticate', 'x-request-id', 'ratelimit', 'ratelimit-policy'];
const LISTED = 'https://www.example.com';
const ORIGINS = [
  LISTED,
  'https://someone.wixsite.com',
  'https://custom-domain.example',
  'null',
  'https://manage.wix.com',
];

let wix: EmulatedWix;
let site: InstalledSite;
beforeAll(async () => {
  wix = await EmulatedWix.start();
  site = await wix.install();
});
afterAll(() => wix.close());

const listOf = (header: string | readonly string[] | undefined) =>
  String(header ?? '')
    .toLowerCase()
    .split(/\s*,\s*/)
    .filter(Boolean);

describe.each([
  ['any origin', '*'],
  ['listed origins', LISTED],
])('with %s', (_, CORS_ORIGINS) => {
  let gateway: Gateway;
  const isLetIn = (origin: string) => CORS_ORIGINS === '*' || origin === LISTED;
  beforeAll(async () => {
    gateway = await Gateway.start(wix.url, { CORS_ORIGINS });
  });
  afterAll(() => gateway.close());

  it.each(CALLER_ROUTES)('a preflight for $method $path needs no token and no Wix call', async ({ method, path }) => {
    await wix.forgetCalls();
    for (const origin of ORIGINS) {
      const headers = {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': NEEDED.join(','),
      };
      const answer = await gateway.send({ method: 'OPTIONS', path, headers });
      expect([origin, answer.status, answer.text]).toEqual([origin, 204, '']);
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
      if (isLetIn(origin)) {
        expect(['*', origin]).toContain(answer.headers['access-control-allow-origin']);
        expect(listOf(answer.headers['access-control-allow-methods'])).toContain(method.toLowerCase());
        expect(listOf(answer.headers['access-control-allow-headers'])).toEqual(expect.arrayContaining(NEEDED));
      } else {
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
    }
    expect(await wix.calls()).toEqual([]);
  });

  it.each(CALLER_ROUTES)('answers and errors of $method $path can be read, without credentials', async (route) => {
    const authorization = await wix.mint(site.instanceId, route.allowed[0] ?? 'VISITOR');
    for (const origin of ORIGINS) {
      const good = await gateway.send(requestFor(route, { origin, authorization }));
      const bad = await gateway.send(requestFor(route, { origin }));
      expect([good.status, bad.status]).toEqual([200, 401]);
      for (const { headers } of [good, bad]) {
        expect(headers['access-control-allow-credentials']).toBeUndefined();
        if (isLetIn(origin)) {
          expect(['*', origin]).toContain(headers['access-control-allow-origin']);
          expect(listOf(headers['access-control-expose-headers'])).toEqual(expect.arrayContaining(EXPOSED));
        } else {
          expect(headers['access-control-allow-origin']).toBeUndefined();
          expect(headers['access-control-expose-headers']).toBeUndefined();
        }
        if (CORS_ORIGINS !== '*') expect(listOf(headers.vary)).toContain('origin');
      }
    }
  });
});
