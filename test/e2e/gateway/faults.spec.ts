import { EmulatedWix, type InstalledSite } from '../../support/emulated-wix';
import { Gateway } from '../../support/gateway';
import { INSTANCE_ANSWER, PlayedWix } from '../../support/played-wix';
import { expectProblem } from '../../support/problem';

// Many small starts of gateways: a busy machine needs longer than Jest's five seconds.
jest.setTimeout(30_000);

let wix: EmulatedWix;
let site: InstalledSite;
/** Of its own for every test: what a gateway remembers of one fault must not colour the next. */
let gateway: Gateway;
let token: string;

beforeAll(async () => {
  wix = await EmulatedWix.start();
  site = await wix.install();
});
beforeEach(async () => {
  gateway = await Gateway.start(wix.url);
  token = await wix.mint(site.instanceId, 'USER');
});
afterEach(async () => {
  await wix.clearFaults();
  await gateway.close();
});
afterAll(() => wix.close());

const html = { headers: { 'content-type': 'text/html' }, body: '<html><h1>Bad gateway</h1></html>' };
const inTwoSeconds = (): string => new Date(Date.now() + 2_500).toUTCString();

/** What can go wrong with any answer of Wix. */
const FAULTS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['500', { status: 500 }],
  ['500 with an empty body', { status: 500, body: '' }],
  ['502 as HTML', { status: 502, ...html }],
  ['503', { status: 503 }],
  ['504', { status: 504 }],
  ['a reset', { reset: true }],
  ['a reset within the body', { reset: 'mid-body' }],
  ['200 as HTML', { status: 200, ...html }],
  ['200 with a truncated body', { status: 200, body: '{"instance":{"instanceId":"1"' }],
  ['200 with an empty body', { status: 200, body: '' }],
  ['200 with a string', { status: 200, body: '"ok"' }],
  ['200 with null', { status: 200, body: 'null' }],
  ['204', { status: 204, body: '' }],
];

describe.each(FAULTS)('%s', (_, fault) => {
  it('from Token Info is 503 and never 401', async () => {
    await wix.fault({ path: '/oauth2/token-info', ...fault });
    for (const path of ['/v1/identity', '/v1/instance', '/v1/members']) {
      expectProblem(await gateway.get(path, token), 503, 'token_info_unavailable');
    }
    await wix.clearFaults();
    expect((await gateway.get('/v1/instance', token)).status).toBe(200);
  });

  it('from the token endpoint is 503', async () => {
    await wix.fault({ path: '/oauth2/token', ...fault });
    expectProblem(await gateway.get('/v1/instance', token), 503, 'elevation_unavailable');
    expect((await gateway.get('/v1/identity', token)).status).toBe(200);
    await wix.clearFaults();
    expect((await gateway.get('/v1/instance', token)).status).toBe(200);
  });

  it('from the API is 502', async () => {
    await wix.fault({ path: '/apps/v1/instance', ...fault });
    for (const path of ['/v1/instance', '/v1/instance/details']) {
      expectProblem(await gateway.get(path, token), 502, 'wix_unavailable');
    }
    await wix.clearFaults();
    expect((await gateway.get('/v1/instance', token)).status).toBe(200);
  });
});

describe.each([
  ['silence', { latencyMs: 60_000 }],
  ['a body that drips', { dripMs: 100 }],
] as const)('%s ends with the deadline', (_, fault) => {
  it.each([
    ['/oauth2/token-info', 'WIX_TOKEN_INFO_TIMEOUT_MS', 503, 'token_info_unavailable'],
    ['/oauth2/token', 'WIX_TOKEN_TIMEOUT_MS', 503, 'elevation_unavailable'],
    ['/apps/v1/instance', 'WIX_API_TIMEOUT_MS', 504, 'wix_timeout'],
  ] as const)('of %s', async (path, deadline, status, code) => {
    await Gateway.during(wix.url, { [deadline]: '150' }, async (hasty) => {
      await wix.fault({ path, ...fault });
      expectProblem(await hasty.get('/v1/instance', token), status, code);
    });
  });
});

describe('Retry-After', () => {
  const values: readonly (readonly [string, () => string, number, number])[] = [
    ['seconds', () => '7', 7, 7],
    ['an HTTP date', inTwoSeconds, 1, 3],
    ['too long a time', () => '86400', 60, 60],
    ['zero', () => '0', 1, 1],
    ['nonsense', () => 'soon', 1, 60],
  ];

  it.each(values)('of Wix reaches the caller as whole seconds between 1 and 60: %s', async (_, value, least, most) => {
    const between = (header: string | undefined) => {
      expect(header).toMatch(/^\d+$/);
      expect(Number(header)).toBeGreaterThanOrEqual(least);
      expect(Number(header)).toBeLessThanOrEqual(most);
    };
    const expected = [
      ['/oauth2/token-info', 503, 'token_info_unavailable', 503],
      ['/oauth2/token-info', 429, 'token_info_unavailable', 503],
      ['/oauth2/token', 503, 'elevation_unavailable', 503],
      ['/oauth2/token', 429, 'elevation_unavailable', 503],
      ['/apps/v1/instance', 429, 'wix_rate_limited', 429],
    ] as const;
    for (const [path, status, code, answered] of expected) {
      await wix.clearFaults();
      await wix.fault({ path, status, headers: { 'retry-after': value() } });
      // A gateway that was told to wait does not ask again in the meantime.
      await Gateway.during(wix.url, {}, async (patient) => {
        const answer = await patient.get('/v1/instance', token);
        expectProblem(answer, answered, code);
        between(answer.headers['retry-after']);
      });
    }
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('%d to another server is not followed: nothing arrives there', async (status) => {
    await PlayedWix.during({}, async (elsewhere) => {
      const redirect = { status, headers: { location: `${elsewhere.url}/stolen` } };
      for (const [path, answered, code] of [
        ['/oauth2/token-info', 503, 'token_info_unavailable'],
        ['/oauth2/token', 503, 'elevation_unavailable'],
        ['/apps/v1/instance', 502, 'wix_unavailable'],
      ] as const) {
        await wix.clearFaults();
        await wix.fault({ path, ...redirect });
        expectProblem(await gateway.get('/v1/instance', token), answered, code);
      }
      expect(elsewhere.requests).toEqual([]);
    });
  });
});

describe('an answer that is too large', () => {
  it.each([
    ['/oauth2/token-info', 70_000, 503, 'token_info_unavailable'],
    ['/oauth2/token', 70_000, 503, 'elevation_unavailable'],
    ['/apps/v1/instance', 6_000_000, 502, 'wix_unavailable'],
  ] as const)('from %s is refused, although it is JSON', async (path, length, status, code) => {
    await PlayedWix.during({ [path]: { ...INSTANCE_ANSWER, more: 'x'.repeat(length) } }, async (large) => {
      await Gateway.during(large.url, {}, async (other) => {
        for (const route of ['/v1/instance', '/v1/instance/details']) {
          expectProblem(await other.get(route, 'any-token'), status, code);
        }
      });
    });
  });
});

describe('an app token that the API refuses', () => {
  const refusal = { path: '/apps/v1/instance', status: 401, body: { message: '', details: {} } };

  it('once is replaced by a new one', async () => {
    await gateway.get('/v1/instance', token);
    await wix.forgetCalls();
    await wix.fault({ ...refusal, times: 1 });
    expect((await gateway.get('/v1/instance', token)).status).toBe(200);
    expect(await wix.calls()).toEqual(['GET /apps/v1/instance', 'POST /oauth2/token', 'GET /apps/v1/instance']);
  });

  it('twice is 502, and no storm', async () => {
    await gateway.get('/v1/identity', token);
    await wix.forgetCalls();
    await wix.fault(refusal);
    expectProblem(await gateway.get('/v1/instance', token), 502, 'app_token_rejected');
    expect((await wix.calls()).length).toBe(4);
  });

  it('with the words of Wix Data for an expired one is replaced too, and once only', async () => {
    const expired = {
      ...refusal,
      status: 400,
      body: { message: '', details: { applicationError: { code: 'WDE0117' } } },
    };
    await gateway.get('/v1/instance', token);
    await wix.fault({ ...expired, times: 1 });
    expect((await gateway.get('/v1/instance', token)).status).toBe(200);
    await wix.fault(expired);
    await wix.forgetCalls();
    expectProblem(await gateway.get('/v1/instance', token), 400, 'wix_400');
    expect((await wix.calls()).length).toBe(3);
  });

  it('is not replaced for any other 400', async () => {
    await gateway.get('/v1/instance', token);
    await wix.forgetCalls();
    await wix.fault({ ...refusal, status: 400, body: { message: 'WDE0117', details: {} } });
    expectProblem(await gateway.get('/v1/instance', token), 400, 'wix_400');
    expect(await wix.calls()).toEqual(['GET /apps/v1/instance']);
  });
});

describe('what Wix refuses for good', () => {
  const applicationError = { code: 'SOME_CODE', description: 'never shown', data: {} };
  const body = { message: 'never shown', details: { applicationError } };

  it.each([400, 404, 409, 428])('%d keeps its status, with Wix’s code', async (status) => {
    await wix.fault({ path: '/stores/*', status, body });
    const answer = await gateway.post('/v1/products/query', {}, token);
    expectProblem(answer, status, `wix_${status}`);
    expect(answer.json.wixCode).toBe('SOME_CODE');
  });

  it('402 and other 4xx are not the caller’s: 502', async () => {
    for (const status of [402, 405, 418, 422, 451]) {
      await wix.fault({ path: '/stores/*', status, body });
      expectProblem(await gateway.post('/v1/products/query', {}, token), 502, 'wix_unavailable');
    }
  });

  it('403 is the app’s missing permission', async () => {
    await wix.fault({ path: '/apps/*', status: 403, body });
    expectProblem(await gateway.get('/v1/instance', token), 502, 'wix_permission_missing');
  });

  it('403 and 401 on a call as the caller are the caller’s', async () => {
    const member = await wix.mint(site.instanceId, 'MEMBER');
    await wix.fault({ path: '/members/*', status: 403, body });
    expectProblem(await gateway.get('/v1/members/me', member), 403, 'identity_not_allowed');
    await wix.fault({ path: '/members/*', status: 401, body });
    expectProblem(await gateway.get('/v1/members/me', member), 401, 'invalid_token');
  });

  it('the app’s secret is 502', async () => {
    await Gateway.during(wix.url, { WIX_APP_SECRET: 'wrong-secret-of-the-operator' }, async (misconfigured) => {
      for (const wrongSecretStatus of [400, 401]) {
        await wix.set({ wrongSecretStatus });
        const answer = await misconfigured.get('/v1/instance', token);
        expectProblem(answer, 502, 'elevation_refused');
        expect(answer.text).not.toContain('wrong-secret');
      }
      expect((await misconfigured.get('/v1/identity', token)).status).toBe(200);
      const member = await wix.mint(site.instanceId, 'MEMBER');
      expectProblem(await misconfigured.get('/v1/members/me', member), 502, 'elevation_refused');
    });
  });

  it('one of two secrets is not seen by anyone', async () => {
    for (const secrets of [
      `wrong-secret-of-the-operator,${wix.appSecret}`,
      `${wix.appSecret},wrong-secret-of-before`,
    ]) {
      await Gateway.during(wix.url, { WIX_APP_SECRET: secrets }, async (rotating) => {
        expect((await rotating.get('/v1/instance', token)).status).toBe(200);
      });
    }
  });

  it('an instance without the app: its tokens are dead, and no app token is issued', async () => {
    for (const uninstalledInstanceStatus of [400, 401]) {
      await wix.set({ uninstalledInstanceStatus });
      const gone = await wix.install();
      const known = await wix.mint(gone.instanceId, 'USER');
      const unknown = await wix.mint(gone.instanceId, 'USER');
      expect((await gateway.get('/v1/identity', known)).status).toBe(200);
      await wix.uninstall(gone.instanceId);
      expectProblem(await gateway.get('/v1/identity', unknown), 401, 'invalid_token');
      expectProblem(await gateway.get('/v1/instance', known), 403, 'app_not_installed');
    }
  });

  it('an instance whose app token is still known when the app goes', async () => {
    const gone = await wix.install();
    const known = await wix.mint(gone.instanceId, 'USER');
    expect((await gateway.get('/v1/instance', known)).status).toBe(200);
    await wix.uninstall(gone.instanceId);
    expectProblem(await gateway.get('/v1/instance', known), 403, 'app_not_installed');
  });
});
