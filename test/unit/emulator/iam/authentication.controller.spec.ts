import { WELL_KNOWN_MEMBER_PASSWORD, WELL_KNOWN_VERIFICATION_CODE } from '../../../../src/emulator/well-known';
import { EmulatorFixture, GUID, type SiteDescription } from '../emulator.fixture';

describe('custom login', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  let visitor: string;
  beforeEach(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install();
    visitor = await emulator.token(site, 'VISITOR');
  });
  afterEach(() => emulator.close());

  const post = (path: string, body: object, authorization = visitor) =>
    emulator.http.post(`/_api/iam/${path}`).set({ authorization }).send(body);
  const login = (email: string | undefined, password: string) =>
    post('authentication/v2/login', { loginId: { email }, password });
  const register = (email: string) =>
    post('authentication/v2/register', { loginId: { email }, password: 'pass-word', profile: { nickname: 'Neo' } });

  it('logs a member in', async () => {
    const member = site.members[0];
    const { body } = await login(member?.loginEmail.toUpperCase(), WELL_KNOWN_MEMBER_PASSWORD).expect(200);
    expect(body).toMatchObject({
      state: 'SUCCESS',
      sessionToken: expect.any(String),
      identity: {
        id: member?.id,
        email: { address: member?.loginEmail, isVerified: true },
        status: { name: 'ACTIVE' },
      },
    });
  });

  it("gives the application codes that Wix's SDK knows", async () => {
    const codeOf = (body: { details: { applicationError: { code: unknown } } }) => body.details.applicationError.code;
    const { body: wrongPassword } = await login(site.members[0]?.loginEmail, 'wrong').expect(401);
    expect(codeOf(wrongPassword)).toBe('-19976');
    const { body: unknown } = await login('nobody@example.com', 'x').expect(404);
    expect(codeOf(unknown)).toBe('-19999');
    const { body: exists } = await register(site.members[0]?.loginEmail ?? '').expect(409);
    expect(codeOf(exists)).toBe('-19995');
    const { body: invalid } = await register('no-address').expect(400);
    expect(invalid.details.validationError.fieldViolations[0]).toMatchObject({ data: { type: 'EMAIL' } });
  });

  it('registers a member, who can log in', async () => {
    const { body } = await register('Neo@Example.com').expect(200);
    expect(body).toMatchObject({ state: 'SUCCESS', identity: { identityProfile: { nickname: 'Neo' } } });
    expect((await login('neo@example.com', 'pass-word').expect(200)).body.identity.id).toBe(body.identity.id);
    await login('neo@example.com', WELL_KNOWN_MEMBER_PASSWORD).expect(401);
  });

  it('waits for the owner', async () => {
    await emulator.set({ registrationState: 'REQUIRE_OWNER_APPROVAL' });
    const { body } = await register('neo@example.com').expect(200);
    expect(body.state).toBe('REQUIRE_OWNER_APPROVAL');
    expect(body).not.toHaveProperty('sessionToken');
    expect((await login('neo@example.com', 'pass-word')).body).not.toHaveProperty('sessionToken');
  });

  it('waits for a verified e-mail address', async () => {
    await emulator.set({ registrationState: 'REQUIRE_EMAIL_VERIFICATION' });
    const { body } = await register('neo@example.com').expect(200);
    expect(body).toEqual({ state: 'REQUIRE_EMAIL_VERIFICATION', stateToken: expect.any(String) });
    expect((await login('neo@example.com', 'pass-word')).body.state).toBe('REQUIRE_EMAIL_VERIFICATION');
    const verify = (code: string) => post('verification/v1/auth/verify', { code, stateToken: body.stateToken });
    await verify('000000').expect(400);
    expect((await verify(WELL_KNOWN_VERIFICATION_CODE).expect(200)).body.state).toBe('SUCCESS');
    await verify(WELL_KNOWN_VERIFICATION_CODE).expect(400);
    expect((await login('neo@example.com', 'pass-word')).body.state).toBe('SUCCESS');
  });

  it('signs on whom an admin vouches for, and gives tokens for the session', async () => {
    const signOn = (authorization: string) =>
      post('authentication/v2/sign-on', { loginId: { email: 'trinity@example.com' } }, authorization);
    await signOn(visitor).expect(403);
    const { body } = await signOn(`${visitor},IST.key`).expect(200);
    expect(body).toMatchObject({ sessionToken: expect.any(String), identity: { id: expect.stringMatching(GUID) } });
    const { body: again } = await signOn(`${visitor},IST.key`).expect(200);
    expect(again.identity.id).toBe(body.identity.id);
    const { body: tokens } = await emulator.http
      .post('/oauth2/token')
      .set('authorization', `${visitor},IST.key`)
      .send({ grant_type: 'authorized_client', member_id: body.identity.id, session_token: body.sessionToken })
      .expect(200);
    expect(await emulator.tokenInfo(tokens.access_token)).toMatchObject({ subjectId: body.identity.id });
  });

  it('changes the password of the member who asks', async () => {
    const change = (token: string, newPassword: string) =>
      post('authentication/v2/change-password', { newPassword }, token);
    await change(visitor, 'new-password').expect(403);
    const member = await emulator.token(site, 'MEMBER');
    await change(member, 'x').expect(400);
    await change(member, 'new-password').expect(200, {});
    await login(site.members[0]?.loginEmail, WELL_KNOWN_MEMBER_PASSWORD).expect(401);
    await login(site.members[0]?.loginEmail, 'new-password').expect(200);
    await login(site.members[1]?.loginEmail, WELL_KNOWN_MEMBER_PASSWORD).expect(200);
  });

  it('pretends to send recovery e-mails, known address or not', async () => {
    const send = (email: string) => post('recovery/v1/send-email', { email, redirect: { url: 'https://a.example' } });
    await send(site.members[0]?.loginEmail ?? '').expect(200, {});
    await send('nobody@example.com').expect(200, {});
    await send('nobody').expect(400);
  });

  it('is for visitors and members', async () => {
    const app = await emulator.token(site, 'APP');
    await post('authentication/v2/login', {}, app).expect(403);
    await post('authentication/v2/login', {}, '').expect(401);
  });

  it('logs in without the page by the session token', async () => {
    const { body } = await login(site.members[0]?.loginEmail, WELL_KNOWN_MEMBER_PASSWORD);
    const { body: app } = await emulator.http.get('/_emulator/app');
    const { headers } = await emulator.http
      .get('/_api/oauth2/authorize')
      .query({
        clientId: app.clientId,
        responseType: 'code',
        redirectUri: 'http://127.0.0.1/cb',
        codeChallenge: 'c',
        codeChallengeMethod: 'S256',
        prompt: 'none',
        sessionToken: body.sessionToken,
      })
      .expect(302);
    expect(new URL(headers.location ?? '').searchParams.get('code')).toEqual(expect.any(String));
  });
});
