import { EmulatedWix, type InstalledSite } from '../../support/emulated-wix';
import { Gateway } from '../../support/gateway';
import { CALLER_ROUTES, requestFor } from '../../support/gateway-routes';

const TOKEN_INFO = 'POST /oauth2/token-info';
const TOKEN = 'POST /oauth2/token';
const INSTANCE = 'GET /apps/v1/instance';

// A busy machine needs longer than Jest's five seconds.
jest.setTimeout(30_000);

let wix: EmulatedWix;
let gateway: Gateway;
let site: InstalledSite;

beforeAll(async () => {
  wix = await EmulatedWix.start();
});
beforeEach(async () => {
  gateway = await Gateway.start(wix.url);
  site = await wix.install();
  await wix.forgetCalls();
});
afterEach(() => gateway.close());
afterAll(() => wix.close());

/** The Wix calls that `work` caused. */
async function callsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  await wix.forgetCalls();
  await work();
  return wix.calls();
}

/** How often each call was made. */
function counted(calls: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const call of calls) counts[call] = (counts[call] ?? 0) + 1;
  return counts;
}

describe('the Wix calls of a request', () => {
  it('GET /v1/identity: Token Info, then nothing', async () => {
    const token = await wix.mint(site.instanceId, 'VISITOR');
    expect(await callsOf(() => gateway.get('/v1/identity', token))).toEqual([TOKEN_INFO]);
    expect(await callsOf(() => gateway.get('/v1/identity', `Bearer ${token}`))).toEqual([]);
  });

  it('an elevated route: three cold, one warm', async () => {
    const token = await wix.mint(site.instanceId, 'VISITOR');
    expect(await callsOf(() => gateway.get('/v1/instance', token))).toEqual([TOKEN_INFO, TOKEN, INSTANCE]);
    expect(await callsOf(() => gateway.get('/v1/instance', token))).toEqual([INSTANCE]);
    const other = await wix.mint(site.instanceId, 'USER');
    expect(await callsOf(() => gateway.get('/v1/instance', other))).toEqual([TOKEN_INFO, INSTANCE]);
  });

  it('a call as the caller: the token is unbound once', async () => {
    const token = await wix.mint(site.instanceId, 'MEMBER');
    const mine = 'GET /members/v1/members/my';
    expect(await callsOf(() => gateway.get('/v1/members/me', token))).toEqual([TOKEN_INFO, TOKEN, mine]);
    expect(await callsOf(() => gateway.get('/v1/members/me', token))).toEqual([mine]);
  });

  it('an app token is not shared between instances', async () => {
    const other = await wix.install();
    await gateway.get('/v1/instance', await wix.mint(site.instanceId, 'VISITOR'));
    const token = await wix.mint(other.instanceId, 'VISITOR');
    expect(await callsOf(() => gateway.get('/v1/instance', token))).toEqual([TOKEN_INFO, TOKEN, INSTANCE]);
  });
});

describe('a hundred requests at once', () => {
  it('with one token: one Token Info, one app token, a hundred calls', async () => {
    const token = await wix.mint(site.instanceId, 'VISITOR');
    await wix.fault({ path: '/oauth2/*', latencyMs: 50 });
    const answers = await Promise.all(Array.from({ length: 100 }, () => gateway.get('/v1/instance', token)));
    await wix.clearFaults();
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(100).fill(200));
    expect(counted(await wix.calls())).toEqual({ [TOKEN_INFO]: 1, [TOKEN]: 1, [INSTANCE]: 100 });
  });

  it('with twenty tokens of one instance: one app token', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, () => wix.mint(site.instanceId, 'VISITOR')));
    await wix.fault({ path: '/oauth2/token', latencyMs: 50 });
    await callsOf(() => Promise.all(tokens.map((token) => gateway.get('/v1/instance', token))));
    await wix.clearFaults();
    expect(counted(await wix.calls())).toEqual({ [TOKEN_INFO]: 20, [TOKEN]: 1, [INSTANCE]: 20 });
  });

  it('with one bad token: one Token Info', async () => {
    await wix.fault({ path: '/oauth2/token-info', latencyMs: 50 });
    await callsOf(() => Promise.all(Array.from({ length: 100 }, () => gateway.get('/v1/instance', 'junk'))));
    await wix.clearFaults();
    expect(counted(await wix.calls())).toEqual({ [TOKEN_INFO]: 1 });
  });

  it('with an app token that Wix has dropped: one new one', async () => {
    const token = await wix.mint(site.instanceId, 'VISITOR');
    await gateway.get('/v1/instance', token);
    // Reinstalling ends every token of the instance; the front-end gets a new one.
    await wix.uninstall(site.instanceId);
    await wix.install({ instanceId: site.instanceId });
    const newer = await wix.mint(site.instanceId, 'VISITOR');
    await gateway.get('/v1/identity', newer);
    await wix.forgetCalls();
    const answers = await Promise.all(Array.from({ length: 30 }, () => gateway.get('/v1/instance', newer)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(counted(await wix.calls())[TOKEN]).toBe(1);
  });
});

describe('a refusal', () => {
  it('of a request without one readable credential costs no Wix call', async () => {
    const token = await wix.mint(site.instanceId, 'USER');
    const refused = [undefined, '', 'Basic dTpw', 'Bearer', 'Bearer ', `Bearer  ${token}`, `${token},${token}`];
    for (const route of CALLER_ROUTES) {
      const calls = await callsOf(async () => {
        for (const authorization of [...refused, `${token} ${token}`, 'a'.repeat(8193)]) {
          const headers = authorization === undefined ? {} : { authorization };
          expect([400, 401]).toContain((await gateway.send(requestFor(route, headers))).status);
        }
        const twice = ['Authorization', token, 'authorization', token, 'Content-Type', 'application/json'];
        expect((await gateway.send({ ...requestFor(route), headers: twice })).status).toBe(400);
      });
      expect(calls).toEqual([]);
    }
  });

  it('of an identity costs Token Info alone, and then nothing', async () => {
    const token = await wix.mint(site.instanceId, 'VISITOR');
    const ask = () => gateway.get('/v1/members', token);
    expect(await callsOf(ask)).toEqual([TOKEN_INFO]);
    expect(await callsOf(ask)).toEqual([]);
  });

  it('of a request that is not valid costs no forwarded call', async () => {
    const token = await wix.mint(site.instanceId, 'USER');
    await gateway.get('/v1/identity', token);
    expect(await callsOf(() => gateway.get('/v1/members?limit=0', token))).toEqual([]);
    expect(await callsOf(() => gateway.post('/v1/products/query', { nonsense: 1 }, token))).toEqual([]);
  });

  it('of a token is remembered for its own short time', async () => {
    await Gateway.during(wix.url, { TOKEN_INFO_NEGATIVE_TTL_MS: '3000' }, async (brief) => {
      const token = await wix.mint(site.instanceId, 'VISITOR', { active: false });
      const ask = () => brief.get('/v1/identity', token);
      expect(await callsOf(ask)).toEqual([TOKEN_INFO]);
      expect(await callsOf(ask)).toEqual([]);
      await new Promise((resolve) => setTimeout(resolve, 3_010));
      expect(await callsOf(ask)).toEqual([TOKEN_INFO]);
    });
  });

  it('by an outage is not remembered', async () => {
    const token = await wix.mint(site.instanceId, 'VISITOR');
    await wix.fault({ path: '/oauth2/token-info', status: 503 });
    expect((await gateway.get('/v1/identity', token)).status).toBe(503);
    await wix.clearFaults();
    expect((await gateway.get('/v1/identity', token)).status).toBe(200);
  });
});

it('a verdict lives as long as it is told, from the question on, and a revoked token no longer', async () => {
  await Gateway.during(wix.url, { TOKEN_INFO_TTL_MS: '200', TOKEN_INFO_STALE_MS: '0' }, async (brief) => {
    const token = await wix.mint(site.instanceId, 'VISITOR');
    expect((await brief.get('/v1/identity', token)).status).toBe(200);
    await wix.uninstall(site.instanceId);
    await new Promise((resolve) => setTimeout(resolve, 210));
    expect((await brief.get('/v1/identity', token)).status).toBe(401);
  });
});

it('a verdict never outlives its token', async () => {
  // Wix counts whole seconds, so this token has between three and four left.
  const token = await wix.mint(site.instanceId, 'VISITOR', { ttlSeconds: 4 });
  expect((await gateway.get('/v1/identity', token)).status).toBe(200);
  await wix.forgetCalls();
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  expect((await gateway.get('/v1/identity', token)).json.code).toBe('invalid_token');
});
