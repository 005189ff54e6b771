import { APP_CREDENTIALS, EmulatorFixture, type SiteDescription } from '../emulator.fixture';

describe('/_emulator/calls', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  beforeAll(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install();
  });
  afterAll(() => emulator.close());
  beforeEach(() => emulator.http.delete('/_emulator/calls').expect(204));

  const calls = async (): Promise<unknown> => (await emulator.http.get('/_emulator/calls')).body;

  it('lists Wix calls only, with status and instance', async () => {
    const token = await emulator.token(site, 'VISITOR');
    await emulator.http.get('/apps/v1/instance?secret=1').set('authorization', `Bearer ${token}`).expect(403);
    await emulator.tokenInfo(token);
    await emulator.http.post('/oauth2/token').send({ ...APP_CREDENTIALS, instance_id: site.instanceId });
    await emulator.http.get('/nowhere');
    await emulator.http.get('/');
    const { instanceId } = site;
    expect(await calls()).toEqual([
      { at: expect.any(String), method: 'GET', path: '/apps/v1/instance', status: 403, instanceId },
      { at: expect.any(String), method: 'POST', path: '/oauth2/token-info', status: 200, instanceId },
      { at: expect.any(String), method: 'POST', path: '/oauth2/token', status: 200, instanceId },
      { at: expect.any(String), method: 'GET', path: '/nowhere', status: 404 },
    ]);
  });

  it('holds no secret', async () => {
    const token = await emulator.token(site, 'MEMBER');
    await emulator.http.get(`/members/v1/members/my?token=${token}`).set('authorization', token);
    await emulator.http.post('/oauth2/token').send(APP_CREDENTIALS);
    const text = JSON.stringify(await calls());
    expect(text).not.toContain(token);
    expect(text).not.toContain(APP_CREDENTIALS.client_secret);
  });

  it('counts a call that got no answer', async () => {
    await emulator.fault({ path: '/apps/v1/instance', reset: true, times: 1 });
    await fetch(`${emulator.url}/apps/v1/instance`).catch(() => undefined);
    expect(await calls()).toMatchObject([{ path: '/apps/v1/instance', status: 0 }]);
  });

  it('counts concurrent calls', async () => {
    await Promise.all(Array.from({ length: 200 }, () => fetch(`${emulator.url}/apps/v1/instance`)));
    const { body, headers } = await emulator.http.get('/_emulator/calls?limit=3');
    expect(body).toHaveLength(3);
    expect(headers['x-emulator-calls']).toBe('200');
    expect(await calls()).toHaveLength(200);
  });

  it('refuses a limit that is none', () => emulator.http.get('/_emulator/calls?limit=many').expect(400));
});
