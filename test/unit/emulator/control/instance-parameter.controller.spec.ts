import { createHmac } from 'node:crypto';
import { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET } from '../../../../src/emulator/well-known';
import { EmulatorFixture, UNKNOWN_ID, type SiteDescription } from '../emulator.fixture';

const UID = 'cccccccc-0000-4000-8000-000000000001';
const MEMBER = 'cccccccc-0000-4000-8000-000000000002';
const VISITOR = 'cccccccc-0000-4000-8000-000000000003';

describe('POST /_emulator/instance-param', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  beforeAll(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install();
  });
  afterAll(() => emulator.close());

  async function sign(more: Record<string, unknown> = {}): Promise<string> {
    const order = { instanceId: site.instanceId, ...more };
    const { body } = await emulator.http.post('/_emulator/instance-param').send(order).expect(201);
    return String(body.instance);
  }

  it('signs the payload as it stands, signature first', async () => {
    const [signature, payload = ''] = (await sign({ uid: UID, permissions: 'OWNER' })).split('.');
    expect(signature).toBe(createHmac('sha256', WELL_KNOWN_APP_SECRET).update(payload).digest('base64url'));
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(claims).toMatchObject({
      instanceId: site.instanceId,
      appDefId: WELL_KNOWN_APP_ID,
      uid: UID,
      permissions: 'OWNER',
      demoMode: false,
      siteOwnerId: site.ownerId,
    });
    expect(Date.parse(claims.expirationDate) - Date.parse(claims.signDate)).toBe(4 * 3_600_000);
  });

  it.each([
    ['documented', []],
    ['seen', ['lpai', 'aor', 'scd', 'acd']],
    ['all', ['lpai', 'aor', 'scd', 'acd', 'ipAndPort', 'pai', 'biToken', 'metaSiteId']],
  ])('carries the undocumented fields that are %s', async (instanceParameterFields, names) => {
    await emulator.set({ instanceParameterFields });
    const value = await sign({ uid: UID, permissions: 'OWNER' });
    await emulator.set({ instanceParameterFields: 'seen' });
    const claims = JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString());
    const undocumented = ['lpai', 'aor', 'scd', 'acd', 'ipAndPort', 'pai', 'biToken', 'metaSiteId'];
    expect(undocumented.filter((name) => name in claims)).toEqual(names);
    expect([undefined, site.siteId]).toContain(claims.metaSiteId);
    expect(await emulator.tokenInfo(value)).toMatchObject({ active: true, subjectType: 'USER', subjectId: UID });
  });

  it('signs with the date it is given', async () => {
    const [, payload = ''] = (await sign({ signDate: '2020-01-01T00:00:00.000Z' })).split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString()).signDate).toBe('2020-01-01T00:00:00.000Z');
  });

  it.each([
    [{ uid: UID, permissions: 'OWNER' }, 'USER', UID],
    [{ siteMemberId: MEMBER }, 'MEMBER', MEMBER],
    [{ aid: VISITOR }, 'VISITOR', VISITOR],
    // What the claims do not prove nobody is: OWNER makes a Wix user, an aid a visitor.
    [{ uid: UID, permissions: 'OWNER', siteMemberId: MEMBER }, 'USER', UID],
    [{ uid: UID, siteMemberId: MEMBER }, 'MEMBER', MEMBER],
    [{ uid: UID }, 'VISITOR', UID],
    [{ uid: UID, permissions: 'OWNER', aid: VISITOR }, 'VISITOR', VISITOR],
  ])('is a token for Token Info: %j is a %s', async (claims, subjectType, subjectId) => {
    expect(await emulator.tokenInfo(await sign(claims))).toMatchObject({
      active: true,
      subjectType,
      subjectId,
      clientId: WELL_KNOWN_APP_ID,
      instanceId: site.instanceId,
    });
  });

  it('is inactive when it is old or was changed', async () => {
    expect(await emulator.tokenInfo(await sign({ signDate: '2020-01-01T00:00:00Z' }))).toEqual({ active: false });
    const [signature, payload = ''] = (await sign({ aid: VISITOR })).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, uid: UID })).toString('base64url');
    expect(await emulator.tokenInfo(`${signature}.${forged}`)).toEqual({ active: false });
  });

  it.each([
    [400, { uid: 'me' }],
    [400, { signDate: 'yesterday' }],
    [404, { instanceId: UNKNOWN_ID }],
  ])('answers %i to %j', (status, more) =>
    emulator.http
      .post('/_emulator/instance-param')
      .send({ instanceId: site.instanceId, ...more })
      .expect(status),
  );
});
