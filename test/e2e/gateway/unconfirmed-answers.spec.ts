import { EmulatedWix, type InstalledSite } from '../../support/emulated-wix';
import { Gateway } from '../../support/gateway';
import { CALLER_ROUTES, requestFor } from '../../support/gateway-routes';
import { expectProblem } from '../../support/problem';

/** What settings that take any integer are set to beside their variants. */
const INTEGERS: Readonly<Record<string, readonly number[]>> = {
  tokenLifetimeSeconds: [30, 61, 86_400 * 30],
};

// A busy machine needs longer than Jest's five seconds.
jest.setTimeout(30_000);

let wix: EmulatedWix;
let defaults: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  wix = await EmulatedWix.start();
  defaults = Object.fromEntries(Object.entries(await wix.settings()).map(([name, { value }]) => [name, value]));
});
afterEach(() => wix.set(defaults));
afterAll(() => wix.close());

/** All that a front-end may rely on, whatever Wix's answers look like. */
async function expectSoundGateway(gateway: Gateway, site: InstalledSite): Promise<void> {
  for (const route of CALLER_ROUTES) {
    const [type = 'VISITOR'] = route.allowed;
    const token = await wix.mint(site.instanceId, type, { ttlSeconds: 3600 });
    // Cold, and warm.
    for (const authorization of [token, `Bearer ${token}`]) {
      expect([route.name, (await gateway.send(requestFor(route, { authorization }))).status]).toEqual([
        route.name,
        200,
      ]);
    }
    if (route.name !== 'identity' && route.name !== 'members') continue;
    const bad = [
      await wix.mint(site.instanceId, type, { active: false }),
      await wix.mint(site.instanceId, type, { ttlSeconds: -600 }),
      await wix.mint(site.instanceId, type, { clientId: '99999999-9999-4999-8999-999999999999' }),
      'text that is no token'.replaceAll(' ', '-'),
      'one.two',
      `${token}x`,
    ];
    for (const authorization of bad) {
      expectProblem(await gateway.send(requestFor(route, { authorization })), 401, 'invalid_token');
    }
  }
  expectProblem(await gateway.get('/v1/members', await wix.mint(site.instanceId, 'APP')), 403, 'identity_not_allowed');
}

function withGateway(work: (gateway: Gateway, site: InstalledSite) => Promise<void>): Promise<void> {
  return Gateway.during(wix.url, {}, async (gateway) => work(gateway, await wix.install()));
}

it('every variant of every answer that Wix leaves open', async () => {
  const settings = Object.entries(await wix.settings()).flatMap(([name, { variants, value: usual }]) => {
    const values = [...variants, ...(INTEGERS[name] ?? [])];
    return values.filter((value) => value !== usual).map((value) => ({ [name]: value }));
  });
  expect(settings.length).toBeGreaterThan(25);
  for (const setting of [{}, ...settings]) {
    await wix.set({ ...defaults, ...setting });
    await withGateway((gateway, site) =>
      expectSoundGateway(gateway, site).catch((error: unknown) => {
        throw new Error(`with ${JSON.stringify(setting)}`, { cause: error });
      }),
    );
  }
}, 180_000);

it('the last variant of all of them at once', async () => {
  const last = Object.entries(await wix.settings()).map(([name, { variants }]) => [name, variants.at(-1)] as const);
  await wix.set(Object.fromEntries(last));
  await withGateway(expectSoundGateway);
});

describe('in particular', () => {
  it('an answer to an invalid token with all its fields is still a refusal', async () => {
    await wix.set({ tokenInfoForInvalidToken: 'inactiveWithFields' });
    await withGateway(async (gateway, site) => {
      const token = await wix.mint(site.instanceId, 'USER', { active: false });
      for (const path of ['/v1/instance/details', '/v1/members']) {
        expectProblem(await gateway.get(path, token), 401, 'invalid_token');
      }
    });
  });

  it.each([400, 401])('a refusal of Token Info by status %d is remembered like any other', async (status) => {
    await wix.set({ tokenInfoForInvalidToken: status });
    await withGateway(async (gateway, site) => {
      const token = await wix.mint(site.instanceId, 'USER', { active: false });
      await wix.forgetCalls();
      await gateway.get('/v1/identity', token);
      await gateway.get('/v1/identity', token);
      expect(await wix.calls()).toEqual(['POST /oauth2/token-info']);
    });
  });

  it.each(['401', '400-WDE0117', '401-no-metasite'])(
    'an app token that Wix takes for expired before its time is replaced (%s)',
    async (expiredTokenStatus) => {
      await wix.set({ expiredTokenStatus });
      await withGateway(async (gateway, site) => {
        const token = await wix.mint(site.instanceId, 'USER', { ttlSeconds: 86_400 });
        expect((await gateway.get('/v1/instance', token)).status).toBe(200);
        // Beyond the four hours of the app token, which is 20 minutes old as far as the gateway knows.
        await wix.set({ clockOffsetSeconds: 15_000 });
        expect((await gateway.get('/v1/instance', token)).status).toBe(200);
      });
    },
  );

  it.each([0, -5, 3])('an app token of %d seconds brings no storm of calls', async (tokenLifetimeSeconds) => {
    await withGateway(async (gateway, site) => {
      const token = await wix.mint(site.instanceId, 'USER', { ttlSeconds: 3600 });
      await gateway.get('/v1/identity', token);
      await wix.set({ tokenLifetimeSeconds });
      await wix.forgetCalls();
      const answer = await gateway.get('/v1/instance', token);
      if (tokenLifetimeSeconds > 0) expect(answer.status).toBe(200);
      else expectProblem(answer, 502, 'app_token_rejected');
      expect((await wix.calls()).length).toBeLessThanOrEqual(4);
    });
  });

  it('bound tokens are unbound before a call as the caller', async () => {
    await wix.set({ boundTokens: true });
    await withGateway(async (gateway, site) => {
      const id = site.members[0]?.id;
      const token = await wix.mint(site.instanceId, 'MEMBER', { subjectId: id });
      expect((await gateway.get('/v1/members/me', token)).json.member.id).toBe(id);
    });
  });

  it.each(['none', 'seconds', 'date'])(
    "Wix's limit of one instance is 429, and another's calls go on (%s)",
    async (retryAfter) => {
      await wix.set({ rateLimit: true, retryAfter });
      await withGateway(async (gateway, site) => {
        const token = await wix.mint(site.instanceId, 'VISITOR');
        const answers = await Promise.all(Array.from({ length: 405 }, () => gateway.get('/v1/instance', token)));
        // A minute may begin in between, and with it a new 200.
        const limited = answers.filter(({ status }) => status === 429);
        expect(limited.length).toBeGreaterThan(0);
        expect(answers.every(({ status }) => status === 200 || status === 429)).toBe(true);
        for (const answer of limited.slice(0, 5)) expectProblem(answer, 429, 'wix_rate_limited');
        const other = await wix.install();
        expect((await gateway.get('/v1/instance', await wix.mint(other.instanceId, 'VISITOR'))).status).toBe(200);
      });
    },
  );

  it("Wix's X-Wix-Consistent stays with the gateway: it names the instance's data centre, not the caller's", async () => {
    await wix.set({ consistentHeader: true });
    await withGateway(async (gateway, site) => {
      const { headers } = await gateway.get('/v1/instance', await wix.mint(site.instanceId, 'VISITOR'));
      expect(headers['x-wix-consistent']).toBeUndefined();
    });
  });
});
