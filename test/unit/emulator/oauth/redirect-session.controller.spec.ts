import { WELL_KNOWN_CLIENT_ID } from '../../../../src/emulator/well-known';
import { EmulatorFixture, type SiteDescription } from '../emulator.fixture';

const AUTH_REQUEST = {
  redirectUri: 'http://127.0.0.1:3000/cb',
  clientId: WELL_KNOWN_CLIENT_ID,
  codeChallenge: 'c',
  codeChallengeMethod: 'S256',
  responseMode: 'query',
  responseType: 'code',
  scope: 'offline_access',
  state: 's&t',
};

describe('POST /_api/redirects-api/v1/redirect-session', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  let visitor: string;
  beforeAll(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install();
    visitor = await emulator.token(site, 'VISITOR');
  });
  afterAll(() => emulator.close());

  const create = (body: object, authorization = visitor, path = '/_api/redirects-api/v1/redirect-session') =>
    emulator.http.post(path).set({ authorization }).send(body);

  it.each([
    '/_api/redirects-api/v1/redirect-session',
    '/redirect-session/v1/redirect-session',
    '/headless/v1/redirect-session',
  ])('leads from %s to the login page', async (path) => {
    const { body } = await create({ auth: { authRequest: AUTH_REQUEST, prompt: 'login' } }, visitor, path).expect(200);
    const { id, fullUrl, urlDetails } = body.redirectSession;
    expect(id).toEqual(expect.any(String));
    expect(urlDetails).toEqual({
      endpoint: `${emulator.url}/_api/oauth2/authorize`,
      searchParams: { ...AUTH_REQUEST, prompt: 'login' },
    });
    const { origin, pathname, searchParams } = new URL(fullUrl);
    expect(origin + pathname).toBe(urlDetails.endpoint);
    expect(Object.fromEntries(searchParams)).toEqual(urlDetails.searchParams);
    expect((await fetch(fullUrl)).status).toBe(200);
  });

  it('leads to logout and from there back', async () => {
    const postFlowUrl = 'http://127.0.0.1:3000/api/auth/logout-callback?returnTo=%2Fx';
    const { body } = await create({ logout: { clientId: WELL_KNOWN_CLIENT_ID }, callbacks: { postFlowUrl } });
    const response = await fetch(body.redirectSession.fullUrl, { redirect: 'manual' });
    expect(response.status).toBe(302);
    const { pathname, searchParams } = new URL(response.headers.get('location') ?? '');
    expect(pathname).toBe('/api/auth/logout-callback');
    expect(Object.fromEntries(searchParams)).toEqual({ returnTo: '/x', wixMemberLoggedIn: 'false' });
  });

  it('does not lead out of a logout to anything but http', async () => {
    const postFlowUrl = 'javascript:alert(1)';
    const { body } = await create({ logout: { clientId: WELL_KNOWN_CLIENT_ID }, callbacks: { postFlowUrl } });
    expect((await fetch(body.redirectSession.fullUrl)).status).toBe(400);
  });

  it('warms a session up', async () => {
    const { body } = await create({ login: {} }).expect(200);
    expect((await fetch(body.redirectSession.fullUrl)).status).toBe(200);
  });

  it('refuses what it cannot play', async () => {
    await create({ ecomCheckout: { checkoutId: 'x' } }).expect(501);
    await create({ login: {}, logout: { clientId: 'x' } }).expect(400);
    await create({ login: {}, ecomCheckout: { checkoutId: 'x' } }).expect(400);
    await create({ callbacks: {} }).expect(400);
    await create({}).expect(400);
    await create({ auth: { authRequest: { state: 5 } } }).expect(400);
  });

  it('takes visitors and members only', async () => {
    const auth = { auth: { authRequest: AUTH_REQUEST } };
    await create(auth, await emulator.token(site, 'MEMBER')).expect(200);
    await create(auth, await emulator.token(site, 'APP')).expect(403);
    await create(auth, '').expect(401);
  });
});
