import { APP_CREDENTIALS, EmulatorFixture, type SiteDescription } from '../emulator.fixture';

describe('POST /oauth/access', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  let refreshToken: string;
  beforeEach(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install();
    const order = { instanceId: site.instanceId, subjectType: 'USER' };
    ({ refreshToken } = (await emulator.http.post('/_emulator/tokens').send(order)).body);
  });
  afterEach(() => emulator.close());

  const refresh = (more: object = {}) =>
    emulator.http
      .post('/oauth/access')
      .send({ ...APP_CREDENTIALS, grant_type: 'refresh_token', refresh_token: refreshToken, ...more });

  it('answers an app token of five minutes for the refresh token of a mint', async () => {
    const { body } = await refresh().expect(200);
    expect(body).toEqual({ refresh_token: refreshToken, access_token: expect.stringMatching(/^OAUTH2\./) });
    const info = await emulator.tokenInfo(body.access_token);
    expect(info).toMatchObject({ active: true, subjectType: 'APP', instanceId: site.instanceId });
    expect(Number(info.exp) - Number(info.iat)).toBe(300);
    await emulator.http.get('/apps/v1/instance').set('authorization', body.access_token).expect(200);
  });

  it('refuses wrong secrets, unknown tokens and a removed instance', async () => {
    await refresh({ client_secret: 'wrong' }).expect(401);
    await refresh({ refresh_token: 'unknown' }).expect(400);
    await refresh({ grant_type: 'other' }).expect(400);
    await emulator.http.delete(`/_emulator/instances/${site.instanceId}`);
    expect((await refresh().expect(400)).body.error).toBe('invalid_grant');
  });

  it('ends an install flow', async () => {
    const { body: app } = await emulator.http.get('/_emulator/app');
    const query = { appId: app.appId, redirectUrl: 'http://127.0.0.1:3000/redirect?a=1', state: 's', token: 't' };
    const { headers } = await emulator.http.get('/installer/install').query(query).expect(302);
    const { origin, searchParams } = new URL(headers.location ?? '');
    expect(origin).toBe('http://127.0.0.1:3000');
    expect(Object.fromEntries(searchParams)).toMatchObject({ a: '1', state: 's', instanceId: site.instanceId });
    const exchange = () => refresh({ grant_type: 'authorization_code', code: searchParams.get('code') });
    expect(await emulator.tokenInfo((await exchange().expect(200)).body.access_token)).toMatchObject({
      instanceId: site.instanceId,
    });
    await exchange().expect(400);
  });

  it('does not redirect to wherever it is told', async () => {
    const { body: app } = await emulator.http.get('/_emulator/app');
    for (const query of [
      { appId: app.appId, redirectUrl: 'javascript:alert(1)' },
      { appId: app.clientId, redirectUrl: 'http://127.0.0.1:3000/' },
      { appId: app.appId },
    ])
      await emulator.http.get('/installer/install').query(query).expect(400);
    await emulator.http
      .get('/installer/close-window')
      .expect(200)
      .expect('content-type', /text\/html/);
  });
});
