import { signInstance } from '../../../../src/emulator/tokens/signed-instance';
import { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET } from '../../../../src/emulator/well-known';
import { EmulatorFixture, type SiteDescription } from '../emulator.fixture';

const UNKNOWN_TOKEN = 'OauthNG.JWS.eyJh.eyJi.c2ln';

describe('POST /oauth2/token-info', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  beforeEach(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install({ vendorProductId: 'premium' });
  });
  afterEach(() => emulator.close());

  const ask = (token: unknown) => emulator.http.post('/oauth2/token-info').send({ token });

  it('answers in the shape of Wix', async () => {
    const now = Math.floor(Date.now() / 1000);
    const info = await emulator.tokenInfo(await emulator.token(site, 'VISITOR'));
    expect(info).toEqual({
      active: true,
      subjectType: 'VISITOR',
      subjectId: expect.any(String),
      exp: expect.stringMatching(/^\d+$/),
      iat: expect.stringMatching(/^\d+$/),
      clientId: expect.any(String),
      accountId: expect.any(String),
      siteId: site.siteId,
      instanceId: site.instanceId,
      vendorProductId: 'premium',
    });
    expect(Math.abs(Number(info.iat) - now)).toBeLessThan(3);
  });

  it.each(['/oauth2/token_info', '/v1/oauth/token-info', '/v1/token_info', '/_api/oauth2/token-info'])(
    'also answers at %s',
    async (path) => {
      const token = await emulator.token(site, 'USER');
      const { body } = await emulator.http.post(path).send({ token }).expect(200);
      expect(body.active).toBe(true);
    },
  );

  it('reads JSON whatever the Content-Type says, and form fields', async () => {
    const token = await emulator.token(site, 'USER');
    const form = 'application/x-www-form-urlencoded';
    for (const body of [JSON.stringify({ token }), new URLSearchParams({ token }).toString()]) {
      const answer = await emulator.http.post('/oauth2/token-info').set('content-type', form).send(body).expect(200);
      expect(answer.body.active).toBe(true);
    }
  });

  it('finds unknown tokens inactive and refuses text that is no token', async () => {
    expect(await emulator.tokenInfo(UNKNOWN_TOKEN)).toEqual({ active: false });
    await ask('no token').expect(400);
    for (const token of [undefined, '', 5, ['a.b']]) {
      const { body } = await ask(token).expect(400);
      expect(body.details.validationError.fieldViolations[0].field).toBe('token');
    }
    await emulator.http.post('/oauth2/token-info').set('content-type', 'application/json').send('{').expect(400);
  });

  it('finds tokens of a removed instance inactive, also after a reinstall', async () => {
    const token = await emulator.token(site, 'VISITOR');
    await emulator.http.delete(`/_emulator/instances/${site.instanceId}`).expect(204);
    expect(await emulator.tokenInfo(token)).toEqual({ active: false });
    await emulator.install({ instanceId: site.instanceId });
    expect(await emulator.tokenInfo(token)).toEqual({ active: false });
    expect(await emulator.tokenInfo(await emulator.token(site, 'VISITOR'))).toMatchObject({ active: true });
  });

  it('does not change its mind because of what a token says', async () => {
    const [prefix, jws, header, payload = '', signature] = (await emulator.token(site, 'VISITOR')).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const longer = Buffer.from(JSON.stringify({ ...claims, exp: Number(claims.exp) + 1 })).toString('base64url');
    expect(await emulator.tokenInfo([prefix, jws, header, longer, signature].join('.'))).toEqual({ active: false });
  });

  it('expires tokens by its own clock', async () => {
    const token = await emulator.token(site, 'VISITOR', { ttlSeconds: 60 });
    await emulator.set({ clockOffsetSeconds: 59 });
    expect(await emulator.tokenInfo(token)).toMatchObject({ active: true });
    await emulator.set({ clockOffsetSeconds: 61 });
    expect(await emulator.tokenInfo(token)).toEqual({ active: false });
  });

  describe('for a signed instance that others wrote with the secret', () => {
    const claims = () => ({ instanceId: site.instanceId, appDefId: WELL_KNOWN_APP_ID, signDate: new Date() });

    it('takes it to last four hours when it does not say', async () => {
      const info = await emulator.tokenInfo(signInstance(claims(), WELL_KNOWN_APP_SECRET));
      expect(info).toMatchObject({ active: true, instanceId: site.instanceId });
      expect(Number(info.exp) - Number(info.iat)).toBe(4 * 3600);
    });

    it.each([
      null,
      'text',
      [],
      {},
      { instanceId: 5 },
      { signDate: undefined },
      { signDate: 'yesterday' },
      { expirationDate: 'tomorrow' },
    ])('is inactive for %j', async (wrong) => {
      const isPart =
        typeof wrong === 'object' && wrong !== null && !Array.isArray(wrong) && Object.keys(wrong).length > 0;
      const value = signInstance(isPart ? { ...claims(), ...wrong } : wrong, WELL_KNOWN_APP_SECRET);
      expect(await emulator.tokenInfo(value)).toEqual({ active: false });
    });
  });

  describe('as its settings say', () => {
    it.each([
      ['inactiveWithFields', 200, { active: false, subjectType: 'VISITOR' }],
      ['missingFields', 200, { subjectType: 'UNKNOWN' }],
      [400, 400, { details: { applicationError: { code: 'INVALID_ARGUMENT' } } }],
      [401, 401, { details: { applicationError: { code: 'UNAUTHENTICATED' } } }],
    ])('answers an expired token with %s', async (variant, status, answer) => {
      await emulator.set({ tokenInfoForInvalidToken: variant });
      const { body } = await ask(await emulator.token(site, 'VISITOR', { ttlSeconds: -5 })).expect(status);
      expect(body).toMatchObject(answer);
      expect(Object.keys(body)).not.toContain(variant === 'missingFields' ? 'active' : 'nothing');
    });

    it('answers malformed text', async () => {
      await emulator.set({ tokenInfoForMalformedToken: 401 });
      await ask('no token').expect(401);
      await emulator.set({ tokenInfoForMalformedToken: 'inactive' });
      expect((await ask('no token').expect(200)).body).toEqual({ active: false });
    });

    it('spells active and times', async () => {
      await emulator.set({ activeAs: 'string', timesAs: 'number' });
      expect(await emulator.tokenInfo(await emulator.token(site, 'VISITOR'))).toMatchObject({
        active: 'true',
        exp: expect.any(Number),
        iat: expect.any(Number),
      });
      expect(await emulator.tokenInfo(UNKNOWN_TOKEN)).toEqual({ active: 'false' });
      await emulator.set({ tokenInfoForMalformedToken: 'inactive' });
      expect(await emulator.tokenInfo('no token')).toEqual({ active: 'false' });
    });

    it('takes a Bearer prefix or not', async () => {
      const token = `Bearer ${await emulator.token(site, 'VISITOR')}`;
      await ask(token).expect(200);
      await emulator.set({ acceptBearerPrefixInTokenInfo: false });
      await ask(token).expect(400);
    });

    it('names the subject of an app token', async () => {
      const order = {
        grant_type: 'client_credentials',
        ...(await emulator.http.get('/_emulator/app')).body,
        instance_id: site.instanceId,
      };
      const request = { ...order, client_id: order.appId, client_secret: order.appSecret };
      await emulator.set({ appSubjectId: 'instanceId' });
      const { body } = await emulator.http.post('/oauth2/token').send(request).expect(200);
      expect(await emulator.tokenInfo(body.access_token)).toMatchObject({
        subjectType: 'APP',
        subjectId: site.instanceId,
      });
      expect(await emulator.tokenInfo(await emulator.token(site, 'APP'))).toMatchObject({ subjectId: site.instanceId });
      const mint = { instanceId: site.instanceId, subjectType: 'APP' };
      const { refreshToken } = (await emulator.http.post('/_emulator/tokens').send(mint)).body;
      const renewal = { ...request, grant_type: 'refresh_token', refresh_token: refreshToken };
      const { body: renewed } = await emulator.http.post('/oauth/access').send(renewal).expect(200);
      expect(await emulator.tokenInfo(renewed.access_token)).toMatchObject({ subjectId: site.instanceId });
    });

    it('reads every signed instance as a USER', async () => {
      await emulator.set({ instanceParameterIdentity: 'alwaysUser' });
      const { body } = await emulator.http.post('/_emulator/instance-param').send({ instanceId: site.instanceId });
      expect(await emulator.tokenInfo(body.instance)).toMatchObject({ subjectType: 'USER', subjectId: site.ownerId });
    });
  });
});
