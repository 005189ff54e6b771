import { members } from '@wix/members';
import { createClient, OAuthStrategy } from '@wix/sdk';
import { products } from '@wix/stores';
import {
  WELL_KNOWN_CLIENT_ID,
  WELL_KNOWN_MEMBER_PASSWORD,
  WELL_KNOWN_VERIFICATION_CODE,
} from '../../../src/emulator/well-known';
import { EmulatorFixture, type SiteDescription } from '../../unit/emulator/emulator.fixture';
import { redirectWixHosts } from './wix-hosts.fixture';

const REDIRECT_URI = 'http://127.0.0.1:3000/api/auth/callback';

function visit() {
  return createClient({ modules: { members, products }, auth: OAuthStrategy({ clientId: WELL_KNOWN_CLIENT_ID }) });
}

describe('OAuthStrategy of @wix/sdk', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  let restore: () => void;
  beforeEach(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install();
    restore = redirectWixHosts(emulator.url);
  });
  afterEach(async () => {
    restore();
    await emulator.close();
  });

  const subjectOf = async (client: ReturnType<typeof visit>) => {
    const { subjectType, subjectId } = await emulator.tokenInfo(client.auth.getTokens().accessToken.value);
    return { subjectType, subjectId };
  };

  it('visits anonymously and stays the same visitor when it refreshes', async () => {
    const client = visit();
    expect((await client.products.queryProducts().find()).items.length).toBeGreaterThan(3);
    const visitor = await subjectOf(client);
    expect(visitor.subjectType).toBe('VISITOR');
    client.auth.setTokens(await client.auth.renewToken(client.auth.getTokens().refreshToken));
    expect(await subjectOf(client)).toEqual(visitor);
    await expect(client.members.getCurrentMember()).rejects.toMatchObject({ status: 403 });
  });

  it.each(['query', 'fragment'] as const)(
    'logs a member in with PKCE, answered in the %s, and out',
    async (responseMode) => {
      const client = visit();
      const oauthData = client.auth.generateOAuthData(REDIRECT_URI, '/');
      const { authUrl } = await client.auth.getAuthUrl(oauthData, { responseMode, prompt: 'login' });
      const { origin, pathname, searchParams } = new URL(authUrl);
      expect(origin).toBe(emulator.url);
      const form = {
        ...Object.fromEntries(searchParams),
        email: site.members[1]?.loginEmail,
        password: WELL_KNOWN_MEMBER_PASSWORD,
      };
      const { headers } = await emulator.http.post(pathname).type('form').send(form).expect(302);
      const { code, state } = client.auth.parseFromUrl(headers.location ?? '', responseMode);
      client.auth.setTokens(await client.auth.getMemberTokens(code, state, oauthData));
      expect(client.auth.loggedIn()).toBe(true);
      expect((await client.members.getCurrentMember()).member?._id).toBe(site.members[1]?.id);
      const { logoutUrl } = await client.auth.logout('http://127.0.0.1:3000/bye');
      const { pathname: logoutPath, search } = new URL(logoutUrl);
      const answer = await emulator.http.get(`${logoutPath}${search}`).expect(302);
      expect(answer.headers.location).toBe('http://127.0.0.1:3000/bye?wixMemberLoggedIn=false');
    },
  );

  it('tells why a login failed', async () => {
    const client = visit();
    const oauthData = client.auth.generateOAuthData(REDIRECT_URI, '/');
    const { authUrl } = await client.auth.getAuthUrl(oauthData, { responseMode: 'query', prompt: 'none' });
    const { pathname, search } = new URL(authUrl);
    const { headers } = await emulator.http.get(`${pathname}${search}`).expect(302);
    expect(client.auth.parseFromUrl(headers.location ?? '', 'query')).toMatchObject({ error: 'login_required' });
  });

  it('logs in and registers with a form of its own', async () => {
    const client = visit();
    const email = site.members[0]?.loginEmail ?? '';
    const success = { loginState: 'SUCCESS', data: { sessionToken: expect.any(String) } };
    expect(await client.auth.login({ email, password: WELL_KNOWN_MEMBER_PASSWORD })).toEqual(success);
    expect(await client.auth.login({ email, password: 'wrong' })).toMatchObject({ errorCode: 'invalidPassword' });
    expect(await client.auth.login({ email: 'no@example.com', password: 'x' })).toMatchObject({
      errorCode: 'invalidEmail',
    });
    const neo = { email: 'neo@example.com', password: 'pass-word' };
    expect(await client.auth.register({ ...neo, email })).toMatchObject({ errorCode: 'emailAlreadyExists' });
    expect(await client.auth.register({ ...neo, email: 'neo' })).toMatchObject({ errorCode: 'invalidEmail' });
    await emulator.set({ registrationState: 'REQUIRE_EMAIL_VERIFICATION' });
    const state = await client.auth.register(neo);
    expect(state.loginState).toBe('EMAIL_VERIFICATION_REQUIRED');
    expect(await client.auth.processVerification({ verificationCode: WELL_KNOWN_VERIFICATION_CODE }, state)).toEqual(
      success,
    );
    await client.auth.sendPasswordResetEmail(email, REDIRECT_URI);
  });

  it('logs in whom an admin vouches for', async () => {
    const client = visit();
    client.auth.setTokens(await client.auth.generateVisitorTokens());
    const memberId = site.members[2]?.id ?? '';
    client.auth.setTokens(await client.auth.getMemberTokensForExternalLogin(memberId, 'IST.key'));
    expect((await client.members.getCurrentMember()).member?._id).toBe(memberId);
  });

  it('becomes a new visitor when the app is removed and installed again', async () => {
    const client = visit();
    client.auth.setTokens(await client.auth.generateVisitorTokens());
    const before = await subjectOf(client);
    await emulator.http.delete(`/_emulator/instances/${site.instanceId}`);
    await emulator.install({ instanceId: site.instanceId });
    const { refreshToken } = client.auth.getTokens();
    client.auth.setTokens(await client.auth.generateVisitorTokens({ refreshToken }));
    expect((await subjectOf(client)).subjectId).not.toBe(before.subjectId);
  });
});
