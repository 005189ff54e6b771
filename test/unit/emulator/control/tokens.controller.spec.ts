import { WELL_KNOWN_APP_ID } from '../../../../src/emulator/well-known';
import { EmulatorFixture, UNKNOWN_ID, type SiteDescription } from '../emulator.fixture';

const SUBJECT = 'cccccccc-0000-4000-8000-000000000001';

describe('POST /_emulator/tokens', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  beforeAll(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install();
  });
  afterAll(() => emulator.close());

  it.each(['VISITOR', 'MEMBER', 'USER', 'APP'])('mints a token for a %s', async (subjectType) => {
    const token = await emulator.token(site, subjectType, { subjectId: SUBJECT });
    expect(await emulator.tokenInfo(token)).toMatchObject({
      active: true,
      subjectType,
      subjectId: SUBJECT,
      clientId: WELL_KNOWN_APP_ID,
      instanceId: site.instanceId,
      siteId: site.siteId,
    });
  });

  it('chooses the subject when none is named', async () => {
    const subjectOf = async (type: string) => (await emulator.tokenInfo(await emulator.token(site, type))).subjectId;
    expect(await subjectOf('MEMBER')).toBe(site.members[0]?.id);
    expect(await subjectOf('USER')).toBe(site.ownerId);
    expect(await subjectOf('APP')).toBe(WELL_KNOWN_APP_ID);
    expect(await subjectOf('VISITOR')).not.toBe(await subjectOf('VISITOR'));
  });

  it("writes Wix's token format", async () => {
    const token = await emulator.token(site, 'USER');
    const [prefix, jws, header = '', payload = '', signature, ...rest] = token.split('.');
    expect([prefix, jws, rest]).toEqual(['OauthNG', 'JWS', []]);
    expect(signature).toMatch(/^[\w-]{43}$/);
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      kid: expect.stringMatching(/^.{8}$/),
      alg: 'HS256',
    });
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(claims.exp - claims.iat).toBe(14_400);
    expect(JSON.parse(claims.data).instance).toMatchObject({
      instanceId: site.instanceId,
      appDefId: WELL_KNOWN_APP_ID,
      uid: site.ownerId,
      metaSiteId: site.siteId,
      siteOwnerId: site.ownerId,
      demoMode: false,
    });
  });

  it('never mints the same token twice', async () => {
    const order = { subjectId: SUBJECT };
    const tokens = await Promise.all(Array.from({ length: 20 }, () => emulator.token(site, 'VISITOR', order)));
    expect(new Set(tokens).size).toBe(20);
  });

  it.each([
    ['expired', { ttlSeconds: -1 }],
    ['revoked', { active: false }],
  ])('mints a token that is %s', async (_, more) => {
    expect(await emulator.tokenInfo(await emulator.token(site, 'VISITOR', more))).toEqual({ active: false });
  });

  it('keeps to ttlSeconds', async () => {
    const { exp, iat } = await emulator.tokenInfo(await emulator.token(site, 'VISITOR', { ttlSeconds: 90 }));
    expect(Number(exp) - Number(iat)).toBe(90);
  });

  it("mints another app's token", async () => {
    const info = await emulator.tokenInfo(await emulator.token(site, 'VISITOR', { clientId: UNKNOWN_ID }));
    expect(info).toMatchObject({ active: true, clientId: UNKNOWN_ID });
  });

  it.each([
    [400, { subjectType: 'VISITOR' }],
    [400, { instanceId: 'x', subjectType: 'VISITOR' }],
    [400, { instanceId: UNKNOWN_ID, subjectType: 'ADMIN' }],
    [400, { instanceId: UNKNOWN_ID, subjectType: 'USER', subjectId: 'me' }],
    [400, { instanceId: UNKNOWN_ID, subjectType: 'USER', ttlSeconds: 1.5 }],
    [404, { instanceId: UNKNOWN_ID, subjectType: 'USER' }],
  ])('answers %i to %j', async (status, order) => {
    const { body } = await emulator.http.post('/_emulator/tokens').send(order).expect(status);
    expect(body).toEqual({ status, message: expect.any(String) });
  });
});
