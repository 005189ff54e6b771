import { createHmac } from 'node:crypto';
import { EmulatedWix, type InstalledSite } from '../../support/emulated-wix';
import { Gateway } from '../../support/gateway';
import { CALLER_ROUTES, requestFor } from '../../support/gateway-routes';
import { PlayedWix } from '../../support/played-wix';
import { expectProblem } from '../../support/problem';

const ID = 'abcdefab-0000-4000-8000-000000000001';
const HOUR_MS = 3_600_000;

// A busy machine needs longer than Jest's five seconds.
jest.setTimeout(30_000);

let wix: EmulatedWix;
let site: InstalledSite;
beforeAll(async () => {
  wix = await EmulatedWix.start();
  site = await wix.install();
});
afterAll(() => wix.close());

describe.each(['remote', 'hmac'])('a signed instance value in the header, verified in %s mode', (mode) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await Gateway.start(wix.url, { INSTANCE_PARAM_MODE: mode });
  });
  afterEach(() => wix.set({ instanceParameterIdentity: 'byFields' }));
  afterAll(() => gateway.close());

  it.each([
    ['USER', { uid: ID, permissions: 'OWNER' }],
    ['MEMBER', { siteMemberId: ID }],
    ['VISITOR', { aid: ID }],
  ] as const)('speaks for a %s, as far as the routes let one in', async (type, claims) => {
    const value = await wix.sign(site.instanceId, claims);
    const identity = await gateway.get('/v1/identity', value);
    expect(identity.json).toMatchObject({ instanceId: site.instanceId, identity: { type, id: ID } });
    expect((await gateway.get('/v1/identity', `Bearer ${value}`)).json).toEqual(identity.json);
    for (const route of CALLER_ROUTES.filter(({ name }) => name !== 'me')) {
      const answer = await gateway.send(requestFor(route, { authorization: value }));
      if (route.allowed.includes(type)) expect(answer.status).toBe(200);
      else expectProblem(answer, 403, 'identity_not_allowed');
    }
  });

  it('cannot call Wix as the caller: Wix takes no such credential', async () => {
    await wix.forgetCalls();
    const answer = await gateway.get('/v1/members/me', await wix.sign(site.instanceId, { siteMemberId: ID }));
    expectProblem(answer, 403, 'identity_not_allowed');
    expect(await wix.calls()).not.toContain('GET /members/v1/members/my');
  });

  // Wix: a viewer with an `aid` is anonymous, and only OWNER opens dashboards and settings.
  it.each(['byFields', 'alwaysUser'])(
    'never speaks for a Wix user without saying OWNER, or beside an aid, whatever Token Info makes of it (%s)',
    async (instanceParameterIdentity) => {
      await wix.set({ instanceParameterIdentity });
      for (const claims of [
        { aid: ID },
        { aid: ID, uid: ID, permissions: 'OWNER' },
        { uid: ID },
        { siteMemberId: ID },
        {},
      ]) {
        const value = await wix.sign(site.instanceId, claims);
        expectProblem(await gateway.get('/v1/members', value), 403, 'identity_not_allowed');
        expectProblem(await gateway.get('/v1/instance/details', value), 403, 'identity_not_allowed');
      }
    },
  );

  it('is refused when changed, foreign, too old, from the future, or past its end', async () => {
    const good = await wix.sign(site.instanceId, { uid: ID, permissions: 'OWNER' });
    const [signature = '', payload = ''] = good.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const signed = (changes: Record<string, unknown>, secret = wix.appSecret) => {
      const text = Buffer.from(JSON.stringify({ ...claims, ...changes })).toString('base64url');
      return `${createHmac('sha256', secret).update(text).digest('base64url')}.${text}`;
    };
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    expect((await gateway.get('/v1/identity', signed({}))).status).toBe(200);
    for (const bad of [
      `${signature}.${Buffer.from(JSON.stringify({ ...claims, uid: 'other' })).toString('base64url')}`,
      `${'A'.repeat(43)}.${payload}`,
      signed({}, 'foreign secret'),
      signed({}, ''),
      signed({ appDefId: '99999999-9999-4999-8999-999999999999' }),
      signed({ instanceId: 'ffffffff-0000-4000-8000-000000000000x' }),
      signed({ signDate: at(-25 * HOUR_MS), expirationDate: at(HOUR_MS) }),
      signed({ signDate: at(6 * 60_000) }),
      signed({ signDate: at(-5 * HOUR_MS), expirationDate: at(-HOUR_MS) }),
      signed({ signDate: 'yesterday' }),
    ]) {
      expectProblem(await gateway.get('/v1/identity', bad), 401, 'invalid_token');
    }
  });

  it('is read from the header alone: no route of these takes it from the URL', async () => {
    const value = await wix.sign(site.instanceId, { uid: ID, permissions: 'OWNER' });
    for (const path of ['/v1/identity', '/v1/instance', '/v1/instance/details', '/v1/members']) {
      expectProblem(await gateway.get(`${path}?instance=${value}`), 401, 'authentication_required');
    }
  });
});

it('in hmac mode asks Wix nothing', async () => {
  await Gateway.during(wix.url, { INSTANCE_PARAM_MODE: 'hmac' }, async (gateway) => {
    const value = await wix.sign(site.instanceId, { aid: ID });
    await wix.forgetCalls();
    expect((await gateway.get('/v1/identity', value)).status).toBe(200);
    expect(await wix.calls()).toEqual([]);
  });
});

it('is recognised in another spelling of base64, also where Wix would be lenient with it', async () => {
  await PlayedWix.during({}, async (played) => {
    await Gateway.during(played.url, {}, async (gateway) => {
      const [signature = '', payload = ''] = (await wix.sign(site.instanceId, { aid: ID })).split('.');
      for (const value of [
        `+${signature.slice(1)}.${payload}`,
        `${signature}==.${payload}`,
        `${signature}.${payload}===`,
      ]) {
        expectProblem(await gateway.get('/v1/members', value), 403, 'identity_not_allowed');
        expectProblem(await gateway.get('/v1/members/me', value), 403, 'identity_not_allowed');
      }
    });
  });
});
