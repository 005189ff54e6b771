import { createHash } from 'node:crypto';
import { WELL_KNOWN_CLIENT_ID, WELL_KNOWN_MEMBER_PASSWORD } from '../../../../src/emulator/well-known';
import { EmulatorFixture, UNKNOWN_ID, type SiteDescription } from '../emulator.fixture';

const VERIFIER = 'a-verifier-of-some-forty-three-characters-xx';
const REDIRECT_URI = 'http://127.0.0.1:3000/api/auth/callback?keep=1';
const REQUEST = {
  clientId: WELL_KNOWN_CLIENT_ID,
  responseType: 'code',
  redirectUri: REDIRECT_URI,
  scope: 'offline_access',
  state: 'st',
  codeChallenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  codeChallengeMethod: 'S256',
};

describe('/_api/oauth2/authorize', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  beforeEach(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install();
  });
  afterEach(() => emulator.close());

  const show = (request: object) => emulator.http.get('/_api/oauth2/authorize').query(request);
  const submit = (form: object) => emulator.http.post('/_api/oauth2/authorize').type('form').send(form);
  const credentials = () => ({ email: site.members[0]?.loginEmail, password: WELL_KNOWN_MEMBER_PASSWORD });
  const exchange = (more: object) =>
    emulator.http.post('/oauth2/token').send({
      grantType: 'authorization_code',
      clientId: WELL_KNOWN_CLIENT_ID,
      redirectUri: REDIRECT_URI,
      codeVerifier: VERIFIER,
      ...more,
    });

  async function logIn(request: object = REQUEST): Promise<URL> {
    const { headers } = await submit({ ...request, ...credentials() }).expect(302);
    return new URL(headers.location ?? '');
  }

  it('shows a page that carries the request along', async () => {
    const { text } = await show({ ...REQUEST, state: '"><script>' })
      .expect(200)
      .expect('content-type', /text\/html/);
    expect(text).toContain('<label for="email">');
    expect(text).toContain('<label for="password">');
    expect(text).toContain('name="state" value="&quot;&gt;&lt;script&gt;"');
    expect(text).toContain(site.members[0]?.loginEmail);
    expect(text).not.toContain('role="alert"');
  });

  it('logs a member in: code, PKCE, tokens', async () => {
    const { origin, searchParams } = await logIn();
    expect(origin).toBe('http://127.0.0.1:3000');
    expect([searchParams.get('keep'), searchParams.get('state')]).toEqual(['1', 'st']);
    const { body } = await exchange({ code: searchParams.get('code') }).expect(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 14_400, refresh_token: expect.any(String) });
    expect(await emulator.tokenInfo(body.access_token)).toMatchObject({
      subjectType: 'MEMBER',
      subjectId: site.members[0]?.id,
      clientId: WELL_KNOWN_CLIENT_ID,
      instanceId: site.instanceId,
    });
  });

  it('gives no refresh token without offline_access', async () => {
    const { searchParams } = await logIn({ ...REQUEST, scope: '' });
    const { body } = await exchange({ code: searchParams.get('code') }).expect(200);
    expect(body).not.toHaveProperty('refresh_token');
  });

  it.each([
    { codeVerifier: 'another' },
    { redirectUri: 'http://127.0.0.1:3000/other' },
    { redirectUri: undefined },
    { clientId: UNKNOWN_ID },
  ])('refuses the code with %j, and then altogether', async (wrong) => {
    const code = (await logIn()).searchParams.get('code');
    expect((await exchange({ code, ...wrong }).expect(400)).body.error).toBe('invalid_grant');
    await exchange({ code }).expect(400);
  });

  it('refuses a code after ten minutes', async () => {
    const code = (await logIn()).searchParams.get('code');
    await emulator.set({ clockOffsetSeconds: 601 });
    await exchange({ code }).expect(400);
  });

  it('answers in the fragment', async () => {
    const url = await logIn({ ...REQUEST, responseMode: 'fragment' });
    const { code, state } = Object.fromEntries(new URLSearchParams(url.hash.slice(1)));
    expect(state).toBe('st');
    await exchange({ code }).expect(200);
  });

  it('answers by message to the page that embeds it', async () => {
    const form = {
      ...REQUEST,
      redirectUri: undefined,
      responseMode: 'web_message',
      state: '</script>',
      ...credentials(),
    };
    const { text } = await submit(form).expect(200);
    const message = JSON.parse(/postMessage\((.*), '\*'\)/.exec(text)?.[1] ?? '');
    expect(message).toEqual({ code: expect.any(String), state: '</script>' });
    expect(text.match(/<\/script>/g)).toHaveLength(1);
    await exchange({ code: message.code, redirectUri: undefined }).expect(200);
  });

  it('shows the page again after a wrong password', async () => {
    const email = site.members[0]?.loginEmail;
    const { text } = await submit({ ...REQUEST, email, password: 'wrong' }).expect(401);
    expect(text).toContain('role="alert"');
    expect(text).toContain(`value="${email ?? ''}"`);
    expect(text).not.toContain('wrong"');
    await submit({ ...REQUEST, email: 'nobody@example.com', password: WELL_KNOWN_MEMBER_PASSWORD }).expect(401);
  });

  it.each([
    ['access_denied', { action: 'cancel' }, submit],
    ['login_required', { prompt: 'none' }, show],
    ['unsupported_response_type', { responseType: 'token' }, show],
    ['invalid_request', { codeChallenge: '' }, show],
    ['invalid_request', { codeChallengeMethod: 'plain' }, show],
  ])('tells the client %s', async (error, more, call) => {
    const { headers } = await call({ ...REQUEST, ...more }).expect(302);
    const { searchParams } = new URL(headers.location ?? '');
    expect([searchParams.get('error'), searchParams.get('state'), searchParams.get('code')]).toEqual([
      error,
      'st',
      null,
    ]);
  });

  it.each([
    { clientId: UNKNOWN_ID },
    { redirectUri: 'javascript:alert(1)' },
    { redirectUri: '' },
    { redirectUri: '/x' },
  ])('never redirects with %j', async (wrong) => {
    const { text } = await show({ ...REQUEST, ...wrong, prompt: 'none' }).expect(400);
    expect(text).toContain('role="alert"');
  });

  it('keeps to the allowed redirect URIs', async () => {
    const elsewhere = { ...REQUEST, redirectUri: 'https://app.example/cb', prompt: 'none' };
    await show(elsewhere).expect(302);
    await emulator.set({ allowedRedirectUris: 'loopback' });
    await show(elsewhere).expect(400);
    await show({ ...REQUEST, prompt: 'none' }).expect(302);
    await emulator.set({ allowedRedirectUris: 'none' });
    await show({ ...REQUEST, prompt: 'none' }).expect(400);
  });
});
