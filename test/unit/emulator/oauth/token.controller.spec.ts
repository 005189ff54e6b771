import { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET, WELL_KNOWN_CLIENT_ID } from '../../../../src/emulator/well-known';
import { APP_CREDENTIALS, EmulatorFixture, UNKNOWN_ID, type SiteDescription } from '../emulator.fixture';

describe('POST /oauth2/token', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  beforeEach(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install();
  });
  afterEach(() => emulator.close());

  const ask = (body: object) => emulator.http.post('/oauth2/token').send(body);

  describe('client_credentials', () => {
    it('answers an app token of four hours and no refresh token', async () => {
      const { body, headers } = await ask({ ...APP_CREDENTIALS, instance_id: site.instanceId }).expect(200);
      expect(body).toEqual({
        access_token: expect.stringMatching(/^OauthNG\.JWS\./),
        token_type: 'Bearer',
        expires_in: 14_400,
      });
      expect(headers['x-wix-request-id']).toEqual(expect.any(String));
      expect(await emulator.tokenInfo(body.access_token)).toMatchObject({
        active: true,
        subjectType: 'APP',
        subjectId: WELL_KNOWN_APP_ID,
        clientId: WELL_KNOWN_APP_ID,
        instanceId: site.instanceId,
      });
    });

    it('reads snake_case and camelCase, mixed too, as JSON and as form', async () => {
      const camelCase = {
        grantType: 'client_credentials',
        clientId: WELL_KNOWN_APP_ID,
        clientSecret: WELL_KNOWN_APP_SECRET,
        instanceId: site.instanceId,
      };
      await ask(camelCase).expect(200);
      await ask({ ...APP_CREDENTIALS, instanceId: site.instanceId }).expect(200);
      await emulator.http.post('/oauth2/token').type('form').send(camelCase).expect(200);
    });

    it.each(['/v1/oauth/token', '/_api/oauth2/token'])('also answers at %s', (path) =>
      emulator.http.post(path).send(APP_CREDENTIALS).expect(200),
    );

    it('answers a token without an instance when none is named', async () => {
      const { body } = await ask(APP_CREDENTIALS).expect(200);
      const info = await emulator.tokenInfo(body.access_token);
      expect(info).toMatchObject({ active: true, subjectType: 'APP' });
      expect(info).not.toHaveProperty('instanceId');
      const { body: error } = await emulator.http
        .get('/apps/v1/instance')
        .set('authorization', body.access_token)
        .expect(401);
      expect(error.message).toBe('No Metasite Context in identity.');
    });

    it.each([{ client_secret: 'wrong' }, { client_secret: '' }, { client_id: UNKNOWN_ID }])(
      'refuses the client with %j',
      async (wrong) => {
        const request = { ...APP_CREDENTIALS, instance_id: site.instanceId, ...wrong };
        const { body } = await ask(request).expect(401);
        expect(body).toEqual({ error: 'invalid_client', error_description: expect.any(String) });
        await emulator.set({ wrongSecretStatus: 400 });
        await ask(request).expect(400);
      },
    );

    it('accepts the previous secret during a rotation', async () => {
      const rotating = await EmulatorFixture.start({ WIX_APP_SECRET: `new,${WELL_KNOWN_APP_SECRET}` });
      await rotating.http.post('/oauth2/token').send(APP_CREDENTIALS).expect(200);
      await rotating.http
        .post('/oauth2/token')
        .send({ ...APP_CREDENTIALS, client_secret: 'new' })
        .expect(200);
      await rotating.close();
    });

    it('refuses an instance that is unknown or uninstalled', async () => {
      const { body } = await ask({ ...APP_CREDENTIALS, instance_id: UNKNOWN_ID }).expect(400);
      expect(body).toEqual({ error: 'invalid_grant', error_description: expect.any(String) });
      await emulator.http.delete(`/_emulator/instances/${site.instanceId}`);
      await ask({ ...APP_CREDENTIALS, instance_id: site.instanceId }).expect(400);
      await emulator.set({ uninstalledInstanceStatus: 401 });
      await ask({ ...APP_CREDENTIALS, instance_id: site.instanceId }).expect(401);
    });

    it('keeps to tokenLifetimeSeconds', async () => {
      await emulator.set({ tokenLifetimeSeconds: 30 });
      const { body } = await ask({ ...APP_CREDENTIALS, instance_id: site.instanceId });
      expect(body.expires_in).toBe(30);
    });
  });

  describe('strip_bound_session', () => {
    const strip = (access_token: string, client_secret = WELL_KNOWN_APP_SECRET) =>
      ask({ grant_type: 'strip_bound_session', client_secret, access_token });

    it('unbinds a front-end token and keeps its identity', async () => {
      await emulator.set({ boundTokens: true });
      const bound = await emulator.token(site, 'MEMBER', { ttlSeconds: 600 });
      const my = (token: string) => emulator.http.get('/members/v1/members/my').set('authorization', token);
      await my(bound).expect(401);
      const { body } = await strip(bound).expect(200);
      expect(body.expires_in).toBeGreaterThan(590);
      expect(body.expires_in).toBeLessThanOrEqual(600);
      expect((await my(body.access_token).expect(200)).body.member.id).toBe(site.members[0]?.id);
    });

    it('refuses inactive tokens and wrong secrets', async () => {
      await strip(await emulator.token(site, 'VISITOR', { ttlSeconds: -1 })).expect(400);
      await strip(await emulator.token(site, 'VISITOR', { active: false })).expect(400);
      await strip('OauthNG.JWS.a.b.c').expect(400);
      const { body } = await strip(await emulator.token(site, 'VISITOR'), 'wrong').expect(401);
      expect(body.error).toBe('invalid_client');
      const orphan = await emulator.token(site, 'VISITOR');
      await emulator.http.delete(`/_emulator/instances/${site.instanceId}`);
      expect((await strip(orphan).expect(400)).body.error).toBe('invalid_grant');
    });
  });

  describe('anonymous and refresh_token', () => {
    const anonymous = () => ask({ clientId: WELL_KNOWN_CLIENT_ID, grantType: 'anonymous' });

    it('makes a new visitor each time, whom refreshing keeps', async () => {
      const { body: first } = await anonymous().expect(200);
      const { body: second } = await anonymous().expect(200);
      const info = await emulator.tokenInfo(first.access_token);
      expect(info).toMatchObject({
        subjectType: 'VISITOR',
        clientId: WELL_KNOWN_CLIENT_ID,
        instanceId: site.instanceId,
      });
      expect((await emulator.tokenInfo(second.access_token)).subjectId).not.toBe(info.subjectId);
      const refresh = { grantType: 'refresh_token', refreshToken: first.refresh_token };
      for (const request of [{ clientId: WELL_KNOWN_CLIENT_ID, ...refresh }, refresh]) {
        const { body } = await ask(request).expect(200);
        expect((await emulator.tokenInfo(body.access_token)).subjectId).toBe(info.subjectId);
        expect(body.refresh_token).toBe(first.refresh_token);
      }
    });

    it('may leave the refresh token out of a refresh', async () => {
      await emulator.set({ refreshTokenOnRefresh: false });
      const { body } = await anonymous();
      const answer = await ask({ grantType: 'refresh_token', refreshToken: body.refresh_token }).expect(200);
      expect(answer.body).not.toHaveProperty('refresh_token');
    });

    it('gives a site-scoped refresh 15 minutes', async () => {
      const { body } = await anonymous();
      const refresh = { grantType: 'refresh_token', refreshToken: body.refresh_token };
      expect((await ask({ ...refresh, siteId: site.siteId })).body.expires_in).toBe(900);
      await ask({ ...refresh, siteId: UNKNOWN_ID }).expect(400);
    });

    it('refuses unknown clients', async () => {
      const { body } = await ask({ clientId: 'mine', grantType: 'anonymous' }).expect(400);
      expect(body.message).toContain('appRuntimeKeys [at index 0] is invalid: appId is not a valid GUID');
      await ask({ clientId: UNKNOWN_ID, grantType: 'anonymous' }).expect(401);
    });

    it('refuses refresh tokens that are unknown, of another client, or of a removed instance', async () => {
      const { body } = await anonymous();
      const refresh = { grantType: 'refresh_token', refreshToken: body.refresh_token };
      await ask({ ...refresh, refreshToken: 'x' }).expect(400);
      await ask({ ...refresh, clientId: WELL_KNOWN_APP_ID }).expect(400);
      await emulator.http.delete(`/_emulator/instances/${site.instanceId}`);
      expect((await ask(refresh).expect(400)).body.error).toBe('invalid_grant');
    });

    it('installs the app somewhere when it is installed nowhere', async () => {
      await emulator.http.delete(`/_emulator/instances/${site.instanceId}`);
      const { body } = await anonymous().expect(200);
      expect(await emulator.tokenInfo(body.access_token)).toMatchObject({ active: true });
    });
  });

  describe('authorized_client', () => {
    it('logs a member in by API key', async () => {
      const visitor = await emulator.token(site, 'VISITOR');
      const request = { grant_type: 'authorized_client', scope: 'offline_access', member_id: site.members[1]?.id };
      const login = (authorization: string, body: object = request) => ask(body).set({ authorization });
      const { body } = await login(`${visitor},IST.key`).expect(200);
      expect(body.refresh_token).toEqual(expect.any(String));
      expect(await emulator.tokenInfo(body.access_token)).toMatchObject({
        subjectType: 'MEMBER',
        subjectId: site.members[1]?.id,
      });
      await login(visitor).expect(401);
      await login(',IST.key').expect(401);
      await login(`${visitor},IST.key`, { ...request, member_id: UNKNOWN_ID }).expect(400);
      await login(`${visitor},IST.key`, { ...request, session_token: 'x' }).expect(400);
    });
  });

  it.each([
    [{}, 'invalid_request'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
    [{ grant_type: 'authorization_code', code: 'x' }, 'invalid_grant'],
  ])('answers 400 to %j', async (request, error) => {
    const { body } = await ask(request).expect(400);
    expect(body).toEqual({ error, error_description: expect.any(String) });
  });
});
