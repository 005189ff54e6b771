import { appInstances } from '@wix/app-management';
import { auth, httpClient, i18n } from '@wix/essentials';
import { members } from '@wix/members';
import { products } from '@wix/stores';
import { Metrics } from '../../../src/observability/metrics';
import { GatewayFixture } from '../../support/gateway.fixture';
import type { SiteDescription } from '../../unit/emulator/emulator.fixture';
import { expectProblem } from '../../unit/http/http.harness';
import { AmbientController, code } from './ambient.controller';

let gateway: GatewayFixture;
let site: SiteDescription;
let visitor: string;
let member: string;

beforeAll(async () => {
  gateway = await GatewayFixture.start({ controllers: [AmbientController] });
  site = await gateway.emulator.install();
  visitor = await gateway.emulator.token(site, 'VISITOR');
  member = await gateway.emulator.token(site, 'MEMBER');
}, 30_000);

afterEach(() => gateway.emulator.http.delete('/_emulator/faults').expect(204));
afterAll(() => gateway.close());

/** Runs `run` in a handler of that access. */
function inHandler(access: 'public' | 'authenticated' | 'elevated', run: () => unknown, token = visitor) {
  code.run = run;
  const request = access === 'public' ? gateway.http.get('/sdk/public') : gateway.http.post(`/sdk/${access}`);
  return request.set('authorization', token);
}

const wixPaths = async () => (await gateway.wixCalls()).map(({ method, path }) => `${method} ${path}`);
const getAppInstance = () => auth.elevate(appInstances.getAppInstance)();

describe("the guides' snippets in a controller", () => {
  it('auth.getTokenInfo() says what Token Info says, without asking it again', async () => {
    await gateway.http.get('/sdk/token-info').set('authorization', visitor).expect(200);
    const told = await gateway.emulator.tokenInfo(visitor);
    await gateway.forgetCalls();
    const { body } = await gateway.http.get('/sdk/token-info').set('authorization', visitor).expect(200);
    expect(body).toEqual({
      active: true,
      subjectType: 'VISITOR',
      subjectId: told.subjectId,
      clientId: told.clientId,
      instanceId: site.instanceId,
      siteId: site.siteId,
      iat: Number(told.iat),
      exp: Number(told.exp),
    });
    expect(await wixPaths()).toEqual([]);
  });

  it('auth.elevate(appInstances.getAppInstance)() is one Wix call, audited once', async () => {
    await gateway.http.get('/sdk/instance').set('authorization', visitor).expect(200);
    await gateway.forgetCalls();
    const before = (await gateway.audited()).length;
    const { body } = await gateway.http.get('/sdk/instance').set('authorization', visitor).expect(200);
    expect(body.instance.instanceId).toBe(site.instanceId);
    expect(await wixPaths()).toEqual(['GET /apps/v1/instance']);
    const audit = await gateway.audited();
    expect(audit).toHaveLength(before + 1);
    expect(audit[0]).toMatchObject({
      instanceId: site.instanceId,
      route: 'GET /sdk/instance',
      wixCall: 'GET /apps/v1/instance',
      outcome: 'succeeded',
    });
    expect(JSON.stringify(audit)).not.toContain(visitor.slice(0, 40));
  });

  it('members.listMembers() with a list in its query', async () => {
    const list = auth.elevate(members.listMembers);
    const { body } = await inHandler('elevated', () => list({ paging: { limit: 2 }, fieldsets: ['FULL', 'PUBLIC'] }));
    expect(body.result.members).toHaveLength(2);
  });

  it('a query builder, which starts without a promise', async () => {
    const { body } = await inHandler('elevated', async () => {
      const { items } = await auth.elevate(products.queryProducts)().limit(2).find();
      return items.map(({ name }) => name);
    }).expect(200);
    expect(body.result).toHaveLength(2);
  });

  it('httpClient.fetchWithAuth() answers as the caller, a refusal too, whatever token is put on it', async () => {
    const fetchMe = async () => {
      const headers = { Authorization: 'another' };
      const answer = await httpClient.fetchWithAuth('https://www.wixapis.com/members/v1/members/my', { headers });
      return [answer.ok, answer.status, await answer.json()];
    };
    const me = await inHandler('authenticated', fetchMe, member).expect(200);
    expect(me.body.result).toMatchObject([true, 200, { member: { id: expect.any(String) } }]);
    const refused = await inHandler('authenticated', fetchMe, visitor).expect(200);
    expect(refused.body.result).toMatchObject([
      false,
      403,
      { details: { applicationError: { code: expect.any(String) } } },
    ]);
  });
});

describe('what was not declared', () => {
  it.each([
    [
      'authenticated',
      "Declare the route with @Elevated({ allow: […], calls: ['GET /apps/v1/instance'] })",
      getAppInstance,
      'GET /apps/v1/instance',
    ],
    [
      'elevated',
      'Add it to @Elevated({ calls })',
      () => auth.elevate(members.getMember)('0'),
      'GET /members/v1/members/:value',
    ],
    [
      'elevated',
      'Add it to @Elevated({ calls })',
      () => auth.elevate(products.getProduct)('../../apps/v1/permissions'),
      'GET /stores-reader/apps/v1/permissions',
    ],
  ] as const)('in an %s handler is refused, audited, never sent: %s', async (access, remedy, run, call) => {
    await inHandler(access, () => 'warm').expect(200);
    await gateway.forgetCalls();
    const before = (await gateway.audited()).length;
    expectProblem(await inHandler(access, run), 500, 'internal_error');
    expect(await wixPaths()).toEqual([]);
    expect(gateway.logged('"UndeclaredWixCallError"').at(-1)).toContain(remedy);
    const audit = await gateway.audited();
    expect(audit).toHaveLength(before + 1);
    expect(audit[0]).toMatchObject({ instanceId: site.instanceId, wixCall: call, outcome: 'denied' });
  });

  it('is a call as the caller on a public route', async () => {
    expectProblem(await inHandler('public', () => appInstances.getAppInstance()), 500, 'internal_error');
    expect(gateway.logged('"NoCallerError"').at(-1)).toContain('GET /sdk/public has no caller');
    expectProblem(await inHandler('public', () => auth.getTokenInfo()), 500, 'internal_error');
    expectProblem(await inHandler('public', getAppInstance), 500, 'internal_error');
  });

  it('is a module of a Wix page, or a function of our own', async () => {
    expectProblem(await inHandler('elevated', () => i18n.getLanguage()), 500, 'internal_error');
    expect(gateway.logged('"HostModuleError"').at(-1)).toContain('asks the Wix page it runs in');
    const ownFunction = () => Promise.resolve('ours');
    expectProblem(await inHandler('elevated', () => auth.elevate(ownFunction)()), 500, 'internal_error');
    expect(gateway.logged('"TypeError"').at(-1)).toContain(
      "auth.elevate() takes a function of Wix's SDK, and no other.",
    );
  });

  it.each([
    'https://evil.example/',
    'http://www.wixapis.com/',
    'https://www.wixapis.com.evil.example/',
    'https://www.wixapis.com:8443/',
    'https://user@www.wixapis.com/',
    '/relative',
  ])('is a token for %s', async (url) => {
    await gateway.forgetCalls();
    expectProblem(await inHandler('authenticated', () => httpClient.fetchWithAuth(url)), 500, 'internal_error');
    expect(gateway.logged('"UnsendableRequestError"').at(-1)).toContain("a token goes to Wix's API alone");
    expect(await wixPaths()).toEqual([]);
  });
});

describe('calls as the caller', () => {
  const GIFT_CARDS = '/gift-cards/v1/by-code';
  const fetchAll = (count: number, path = GIFT_CARDS) =>
    inHandler('authenticated', async () => {
      const statuses: number[] = [];
      for (let card = 0; card < count; card++) {
        const code = encodeURIComponent(`CODE-${card}-jane@example.com`);
        const answer = await httpClient
          .fetchWithAuth(`https://www.wixapis.com${path}/${code}`)
          .catch(() => ({ status: 0 }));
        statuses.push(answer.status);
      }
      return statuses;
    });
  const metrics = () => gateway.app.get(Metrics, { strict: false }).render();

  it('reach the path that was asked for, byte for byte', async () => {
    await gateway.forgetCalls();
    await inHandler('authenticated', async () => {
      const { status } = await httpClient.fetchWithAuth("https://www.wixapis.com/a-b/v1/:x/it's%2Fone/?q=%20a");
      return status;
    }).expect(200);
    expect(await wixPaths()).toContain("GET /a-b/v1/:x/it's%2Fone/");
  });

  it('are counted under one name, whatever is in their paths', async () => {
    await fetchAll(60).expect(200);
    expect(await metrics()).toContain(
      'liftgate_wix_calls_total{call="GET /gift-cards/v1/…",outcome="client_error"} 60',
    );
    await inHandler('elevated', getAppInstance).expect(200);
    expect(await metrics()).toContain('liftgate_wix_calls_total{call="GET /apps/v1/instance",outcome="success"}');
  });

  it('of a declared operation have its name', async () => {
    const { body } = await inHandler('elevated', () => products.getProduct('CODE-jane').catch(() => 'failed'));
    expect(body.result).toBe('failed');
    expect(await metrics()).toContain('call="GET /stores-reader/v1/products/:id",outcome="client_error"');
  });

  it('have a circuit', async () => {
    const VOUCHERS = '/gift-vouchers/v1/by-code';
    await gateway.emulator.fault({ path: `${VOUCHERS}/*`, status: 500 });
    await gateway.forgetCalls();
    await fetchAll(40, VOUCHERS).expect(200);
    const sent = (await wixPaths()).filter((path) => path.includes(VOUCHERS));
    expect(sent.length).toBeLessThan(40);
    const answer = await inHandler('authenticated', () =>
      httpClient.fetchWithAuth(`https://www.wixapis.com${VOUCHERS}/CODE-jane`),
    );
    expectProblem(answer, 502, 'wix_unavailable');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('leave nothing of their paths in metrics and logs, nor do refused elevated ones in the audit', async () => {
    const elevated = () => auth.elevate(members.getMember)('CODE-jane');
    expectProblem(await inHandler('elevated', elevated), 500, 'internal_error');
    expect(gateway.logged('"UndeclaredWixCallError"').at(-1)).toContain('GET /members/v1/members/:value');
    expect(await metrics()).not.toContain('CODE');
    expect(gateway.logged('CODE')).toEqual([]);
    expect(JSON.stringify(await gateway.audited())).not.toContain('CODE');
  });
});

describe('errors on their way through the SDK', () => {
  it('keep the answer that they have, and tell the code what the SDK would', async () => {
    const seen = await inHandler('elevated', () =>
      auth
        .elevate(products.getProduct)('00000000-0000-4000-8000-000000000404')
        .catch((error: unknown) => {
          const { status, requestId, details } = error as Record<string, unknown>;
          return { status, requestId, details, text: JSON.stringify(error) };
        }),
    ).expect(200);
    expect(seen.body.result).toMatchObject({
      status: 404,
      requestId: expect.any(String),
      details: { applicationError: { code: expect.any(String) } },
      text: expect.any(String),
    });
    const problem = await inHandler('elevated', () =>
      auth.elevate(products.getProduct)('00000000-0000-4000-8000-000000000404'),
    );
    expectProblem(problem, 404, 'wix_404');
    expect(problem.body.wixCode).toBe(seen.body.result.details.applicationError.code);
    expect(problem.body.detail).toBe('Wix answered this call with 404.');
  });

  it('of validation tell the code which fields, and nobody else', async () => {
    const fieldViolations = [
      { field: 'profile', description: 'words-of-wix', violatedRule: 'FORMAT', data: { value: 'private-value' } },
    ];
    const body = { message: 'words-of-wix', details: { validationError: { fieldViolations } } };
    await gateway.emulator.fault({ path: '/apps/v1/instance', status: 400, body });
    const caught = await inHandler('elevated', () =>
      getAppInstance().catch((error: unknown) => {
        const { status, code: itsCode, requestId, details } = error as Record<string, unknown>;
        return { status, itsCode, requestId, details };
      }),
    ).expect(200);
    expect(caught.body.result).toEqual({
      status: 400,
      itsCode: 'wix_400',
      requestId: expect.any(String),
      details: { validationError: { fieldViolations }, requestId: caught.body.result.requestId },
    });
    const answer = await inHandler('elevated', getAppInstance);
    expectProblem(answer, 400, 'wix_400');
    // What is our fault stands in the log with its causes.
    await gateway.emulator.http.delete('/_emulator/faults').expect(204);
    await gateway.emulator.fault({ path: '/apps/v1/instance', status: 403, body });
    const logged = await inHandler('elevated', getAppInstance);
    expectProblem(logged, 502, 'wix_permission_missing');
    expect(gateway.logged('"WixStatusError"')).not.toEqual([]);
    for (const text of ['words-of-wix', 'private-value', 'profile']) {
      expect(answer.text + logged.text).not.toContain(text);
      expect(gateway.logged(text)).toEqual([]);
    }
  });

  it.each([
    [{ status: 503 }, 502, 'wix_unavailable'],
    [{ status: 403 }, 502, 'wix_permission_missing'],
    [{ reset: true }, 502, 'wix_unavailable'],
    [{ body: 'no JSON' }, 502, 'wix_unavailable'],
    // Last: from then on Wix is left alone with this instance for a while.
    [{ status: 429 }, 429, 'wix_rate_limited'],
  ])('%j is %i %s', async (fault, status, problem) => {
    await gateway.emulator.fault({ path: '/apps/v1/instance', ...fault });
    expectProblem(await inHandler('elevated', getAppInstance), status, problem);
  });
});

describe('a context that is over', () => {
  it('refuses what goes on after the answer, and sends nothing', async () => {
    let goOn = (): void => undefined;
    const over = new Promise<void>((resolve) => (goOn = resolve));
    let late: Promise<unknown> = Promise.resolve();
    await inHandler('elevated', () => {
      late = over.then(getAppInstance);
      return 'answered';
    }).expect(200);
    await gateway.forgetCalls();
    goOn();
    await expect(late).rejects.toThrow('POST /sdk/elevated is over');
    expect(await wixPaths()).toEqual([]);
  });

  it('and none at all are clear errors, not functions', async () => {
    await expect(auth.getTokenInfo()).rejects.toThrow("Wix's SDK was called outside of a request");
    expect(getAppInstance).toThrow('WixContext.runAs(instanceId, { reason, calls }, fn)');
    expect(() => httpClient.fetchWithAuth('https://www.wixapis.com/')).toThrow('outside of a request');
  });
});
