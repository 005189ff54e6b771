import { EmulatorFixture, type SiteDescription } from '../emulator.fixture';

const APIS = {
  'GET /apps/v1/instance': ['APP'],
  'GET /members/v1/members': ['APP', 'USER'],
  'GET /members/v1/members/my': ['MEMBER'],
  'POST /stores/v1/products/query': ['VISITOR', 'MEMBER', 'USER', 'APP'],
  'GET /stores-reader/v1/products/query-platformized': ['VISITOR', 'MEMBER', 'USER', 'APP'],
} as const;

describe('authorization of APIs', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  beforeEach(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install();
  });
  afterEach(() => emulator.close());

  const call = (api: string, authorization: string) => {
    const [method, path = ''] = api.split(' ');
    const request = method === 'GET' ? emulator.http.get(path) : emulator.http.post(path).send({});
    return request.set({ authorization });
  };
  const getInstance = (authorization: string) => call('GET /apps/v1/instance', authorization);

  it.each(Object.entries(APIS))('%s lets in %j', async (api, allowed) => {
    for (const type of ['VISITOR', 'MEMBER', 'USER', 'APP'] as const) {
      const { status, body } = await call(api, await emulator.token(site, type));
      expect([type, status]).toEqual([type, (allowed as readonly string[]).includes(type) ? 200 : 403]);
      if (status === 403)
        expect(body).toEqual({
          message: '',
          details: { applicationError: { code: 'PERMISSION_DENIED', description: '', data: {} } },
        });
    }
  });

  it('takes the token raw and behind Bearer, and says who it is about', async () => {
    const token = await emulator.token(site, 'APP');
    for (const authorization of [token, `Bearer ${token}`, `bearer ${token}`]) {
      const { headers } = await getInstance(authorization).expect(200);
      expect(headers['x-wix-request-id']).toMatch(/^\d+\.\d+$/);
    }
  });

  it.each([
    ['', 401, 'UNAUTHENTICATED'],
    ['Basic abc', 401, 'UNAUTHENTICATED'],
    ['OauthNG.JWS.a.b.c', 401, 'UNAUTHENTICATED'],
    ['c2ln.cGF5', 400, 'INVALID_ARGUMENT'],
  ])('answers "%s" with %i', async (authorization, status, code) => {
    const { body } = await getInstance(authorization).expect(status);
    expect(body.details.applicationError.code).toBe(code);
  });

  it('refuses revoked tokens and those of a removed instance', async () => {
    await getInstance(await emulator.token(site, 'APP', { active: false })).expect(401);
    const token = await emulator.token(site, 'APP');
    await emulator.http.delete(`/_emulator/instances/${site.instanceId}`);
    await getInstance(token).expect(401);
  });

  it.each([
    ['401', 401, 'UNAUTHENTICATED'],
    ['400-WDE0117', 400, 'WDE0117'],
    ['401-no-metasite', 401, 'UNAUTHORIZED'],
  ])('answers an expired token with %s', async (expiredTokenStatus, status, code) => {
    await emulator.set({ expiredTokenStatus });
    const { body } = await getInstance(await emulator.token(site, 'APP', { ttlSeconds: -1 })).expect(status);
    expect(body.details.applicationError.code).toBe(code);
  });

  it('can say more in a 403', async () => {
    await emulator.set({ forbiddenBody: 'full' });
    const { body } = await getInstance(await emulator.token(site, 'USER')).expect(403);
    expect(body.message).toContain('USER');
  });

  it('refuses bound tokens when they are bound, but not the app', async () => {
    await emulator.set({ boundTokens: true });
    await call('POST /stores/v1/products/query', await emulator.token(site, 'VISITOR')).expect(401);
    await getInstance(await emulator.token(site, 'APP')).expect(200);
  });

  it('sends X-Wix-Consistent when it should', async () => {
    const token = await emulator.token(site, 'APP');
    expect((await getInstance(token)).headers).not.toHaveProperty('x-wix-consistent');
    await emulator.set({ consistentHeader: true });
    expect((await getInstance(token)).headers['x-wix-consistent']).toContain(site.instanceId);
  });

  it('counts every call against the rate limit of its instance', async () => {
    const token = await emulator.token(site, 'APP');
    await emulator.set({ rateLimit: true, retryAfter: 'seconds' });
    // More than two minutes' worth, because the minute may turn meanwhile.
    const call = () => fetch(`${emulator.url}/apps/v1/instance`, { headers: { authorization: token } });
    const answers = await Promise.all(Array.from({ length: 401 }, call));
    const limited = answers.find(({ status }) => status === 429);
    expect(limited?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await limited?.json()).toMatchObject({ details: { applicationError: { code: 'RESOURCE_EXHAUSTED' } } });
  }, 20_000);
});
