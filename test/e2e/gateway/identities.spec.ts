import { WELL_KNOWN_APP_ID } from '../../../src/emulator/well-known';
import { EmulatedWix, type InstalledSite, type SubjectType } from '../../support/emulated-wix';
import { Gateway } from '../../support/gateway';
import { CALLER_ROUTES, requestFor } from '../../support/gateway-routes';
import { expectProblem } from '../../support/problem';

const SUBJECT_ID = 'abcdefab-0000-4000-8000-000000000001';
const OTHER_APP = '99999999-9999-4999-8999-999999999999';
const SUBJECTS: readonly SubjectType[] = ['VISITOR', 'MEMBER', 'USER', 'APP'];

// A busy machine needs longer than Jest's five seconds.
jest.setTimeout(30_000);

let wix: EmulatedWix;
let gateway: Gateway;
let site: InstalledSite;

beforeAll(async () => {
  wix = await EmulatedWix.start();
  gateway = await Gateway.start(wix.url);
  site = await wix.install();
});
afterAll(async () => {
  await gateway.close();
  await wix.close();
});

describe.each(CALLER_ROUTES)('$method $path', (route) => {
  const call = (authorization?: string) =>
    gateway.send(requestFor(route, authorization === undefined ? {} : { authorization }));

  it.each(SUBJECTS)('lets a %s in, with a raw and a Bearer token, or answers 403', async (subjectType) => {
    const token = await wix.mint(site.instanceId, subjectType);
    for (const authorization of [token, `Bearer ${token}`, `bearer ${token}`]) {
      const answer = await call(authorization);
      if (!route.allowed.includes(subjectType)) {
        expectProblem(answer, 403, 'identity_not_allowed');
        continue;
      }
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(answer.headers['cache-control']).toBe('private, no-store');
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.headers['www-authenticate']).toBeUndefined();
    }
  });

  it('asks for a token where there is none', async () => {
    for (const none of [undefined, '', 'Basic dTpw', 'Digest username="a", realm="b"', 'Negotiate YII=']) {
      expectProblem(await call(none), 401, 'authentication_required');
    }
  });

  it('refuses every token that is no good, all with the same words', async () => {
    const [subjectType = 'VISITOR'] = route.allowed;
    const { instanceId } = site;
    const removed = await wix.install();
    const ofRemoved = await wix.mint(removed.instanceId, subjectType);
    await wix.uninstall(removed.instanceId);
    const good = await wix.mint(instanceId, subjectType);
    // Known from now on: one that differs in a character must not pass for it.
    expect((await call(good)).status).toBe(200);
    const bad = [
      await wix.mint(instanceId, subjectType, { clientId: OTHER_APP }),
      await wix.mint(instanceId, subjectType, { active: false }),
      await wix.mint(instanceId, subjectType, { ttlSeconds: -5 }),
      ofRemoved,
      await wix.headlessToken(),
      `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`,
      `X${good.slice(1)}`,
      `${good}A`,
      good.slice(0, -1),
      good.toUpperCase(),
      'garbage',
      'a.b.c',
      instanceId,
    ];
    const words = new Set<string>();
    for (const token of bad) {
      const answer = await call(token);
      expectProblem(answer, 401, 'invalid_token');
      words.add(answer.text.replace(answer.json.instance as string, ''));
    }
    expect(words.size).toBe(1);
  });
});

describe('a token that names no instance', () => {
  it('is refused', async () => {
    const now = Math.floor(Date.now() / 1000);
    const fields = {
      active: true,
      subjectType: 'USER',
      subjectId: SUBJECT_ID,
      exp: String(now + 600),
      iat: String(now),
    };
    for (const [token, instanceId] of [
      ['without', undefined],
      ['null', null],
      ['no-guid', 'mine'],
    ] as const) {
      await wix.fault({
        path: '/oauth2/token-info',
        body: { ...fields, clientId: WELL_KNOWN_APP_ID, instanceId },
        times: 1,
      });
      expectProblem(await gateway.get('/v1/instance/details', token), 401, 'invalid_token');
    }
  });
});

describe('the answers', () => {
  it('GET /v1/identity says exactly who is calling', async () => {
    for (const type of ['VISITOR', 'MEMBER', 'USER'] as const) {
      const before = Date.now();
      const token = await wix.mint(site.instanceId, type, { subjectId: SUBJECT_ID, ttlSeconds: 600 });
      const { json } = await gateway.get('/v1/identity', token);
      expect(json).toEqual({
        instanceId: site.instanceId,
        siteId: site.siteId,
        identity: { type, id: SUBJECT_ID },
        expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
      });
      const endsIn = Date.parse(json.expiresAt as string) - before;
      expect(endsIn).toBeGreaterThan(598_000);
      expect(endsIn).toBeLessThan(602_000);
    }
  });

  it('GET /v1/instance gives the public part, and details the rest', async () => {
    const paid = await wix.install({ vendorProductId: 'pro' });
    const visitor = await gateway.get('/v1/instance', await wix.mint(paid.instanceId, 'VISITOR'));
    const part = {
      instance: { instanceId: paid.instanceId, appName: 'Liftgate Sample App', appVersion: '1.0.0', isFree: false },
      site: {
        siteId: paid.siteId,
        siteDisplayName: paid.siteDisplayName,
        locale: expect.any(String),
        paymentCurrency: expect.any(String),
        url: paid.url,
        multilingual: { isMultiLingual: false, supportedLanguages: [] },
      },
    };
    expect(visitor.json).toEqual(part);
    const details = await gateway.get('/v1/instance/details', await wix.mint(paid.instanceId, 'USER'));
    expect(details.json).toMatchObject(part);
    expect(details.json.instance.billing.packageName).toBe('pro');
    expect(details.json.instance.permissions).toEqual(['WIX_DEVELOPERS.MANAGE_APP_INSTANCE']);
    expect(details.json.site.ownerEmail).toMatch(/@/);
  });

  it('GET /v1/members pages through the members of the site', async () => {
    const token = await wix.mint(site.instanceId, 'USER');
    const all = await gateway.get('/v1/members', token);
    // The tokens of other tests may have made more members.
    const members = site.members.map(({ id }): unknown => expect.objectContaining({ id }));
    expect(all.json.members).toEqual(expect.arrayContaining(members));
    const page = await gateway.get('/v1/members?limit=1&offset=1', token);
    expect(page.json.members).toEqual([members[1]]);
  });

  it('GET /v1/members/me is the member who asks', async () => {
    const member = site.members[1];
    const token = await wix.mint(site.instanceId, 'MEMBER', { subjectId: member?.id });
    expect((await gateway.get('/v1/members/me', token)).json.member.id).toBe(member?.id);
  });

  it('POST /v1/products/query answers 200, as Wix does, and honours the query', async () => {
    const token = await wix.mint(site.instanceId, 'VISITOR');
    const query = { paging: { limit: 2, offset: 1 }, sort: '[{"price":"asc"}]' };
    const page = await gateway.post('/v1/products/query', { query }, token);
    expect(page.status).toBe(200);
    expect(page.json.metadata).toEqual({ items: 2, offset: 1 });
    const [first, second] = page.json.products as { price: { price: number } }[];
    expect(first?.price.price).toBeLessThanOrEqual(second?.price.price ?? 0);
    expect((await gateway.post('/v1/products/query', {}, token)).json.totalResults).toBe(page.json.totalResults);
  });
});
