import { WELL_KNOWN_MEMBER_PASSWORD, WELL_KNOWN_VERIFICATION_CODE } from '../../../src/emulator/well-known';
import { given } from '../../support/app-config';
import type { Browser } from '../../support/browser';
import type { HttpAnswer } from '../../support/http-request';
import { LoginFixture } from '../../support/login.fixture';
import { expectProblem } from '../../support/problem';
import { LISTED_ORIGIN, PUBLIC_URL } from '../../support/session-gateway';

const LOGIN = '/api/auth/login';
const REGISTER = '/api/auth/register';
const VERIFY = '/api/auth/verify';
const RESET = '/api/auth/reset-password';
const WIX_LOGIN = '/_api/iam/authentication/v2/login';
const WIX_REGISTER = '/_api/iam/authentication/v2/register';

const iamError = (code: string) => ({ message: 'words of Wix', details: { applicationError: { code } } });

describe("login of a member with a form of the site's own", () => {
  let login: LoginFixture;
  let people = 0;
  beforeAll(async () => {
    login = await LoginFixture.start();
  }, 60_000);
  afterEach(async () => {
    await login.clearFaults();
    await login.gateway.emulator.set({ registrationState: 'SUCCESS' });
  });
  afterAll(() => login.close());

  /** A member's, each of whom may try five times a minute. */
  const credentials = (index = 0) => ({
    email: login.member(index).loginEmail,
    password: WELL_KNOWN_MEMBER_PASSWORD,
  });
  /** Somebody Wix has never heard of. */
  const newPerson = () => ({ email: `person-${people++}@example.com`, password: 'password-of-their-own' });

  const newMember = async () => {
    const { email: address, password } = newPerson();
    await login.newBrowser().post(REGISTER, { email: address, password });
    return { email: address, password };
  };

  /** Goes where the answer leads, as the page does. */
  const goOn = async (browser: Browser, { json }: HttpAnswer) => browser.visit(await login.follow(json.loginUrl));

  /** What an answer tells, without what is its own in every answer. */
  const told = ({ status, headers, json }: HttpAnswer) => ({
    status,
    headers: { ...headers, date: '', 'x-request-id': '' },
    json: { ...json, instance: '' },
  });

  it('turns a visitor into the member, by the same way as the page of Wix', async () => {
    const browser = await login.visitor();
    const answer = await browser.post(LOGIN, { ...credentials(), returnToUrl: '/account' });

    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ state: 'SUCCESS', loginUrl: expect.any(String) });
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(await login.identityOf(browser)).toMatchObject({ type: 'VISITOR' });
    const { searchParams } = new URL(answer.json.loginUrl);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      redirectUri: `${PUBLIC_URL}/api/auth/callback`,
      codeChallengeMethod: 'S256',
      prompt: 'none',
      responseMode: 'query',
    });

    expect((await goOn(browser, answer)).headers.location).toBe(`${PUBLIC_URL}/account`);
    expect(await login.identityOf(browser)).toEqual({ type: 'MEMBER', id: login.member().id });
  });

  it('begins the session of a browser that was never here', async () => {
    const browser = login.newBrowser();
    await goOn(browser, await browser.post(LOGIN, credentials(1)));
    expect(await login.identityOf(browser)).toEqual({ type: 'MEMBER', id: login.member(1).id });
  });

  it('is of use to the browser alone that sent the form', async () => {
    const [victim, attacker] = [await login.visitor(), await login.visitor()];
    const { json } = await attacker.post(LOGIN, await newMember());
    expectProblem(await victim.visit(await login.follow(json.loginUrl)), 400, 'login_invalid');
    expect(await login.identityOf(victim)).toMatchObject({ type: 'VISITOR' });
  });

  describe('a refusal', () => {
    it('is one for a wrong password and for an unknown account', async () => {
      const wrong = await login.newBrowser().post(LOGIN, { ...(await newMember()), password: 'wrong' });
      const unknown = await login.newBrowser().post(LOGIN, newPerson());
      expectProblem(wrong, 403, 'login_refused');
      expect(Object.keys(wrong.headers)).toEqual(Object.keys(unknown.headers));
      const { 'set-cookie': one, ...headers } = told(wrong).headers;
      const { 'set-cookie': other, ...otherHeaders } = told(unknown).headers;
      expect(one).toHaveLength(given(other).length);
      expect({ ...told(wrong), headers }).toEqual({ ...told(unknown), headers: otherHeaders });
    });

    it.each([
      [401, iamError('-19976')],
      [404, iamError('-19999')],
      [400, iamError('SOMETHING_NEW')],
      [401, {}],
      [403, {}],
      [404, { message: '', details: {} }],
      [409, iamError('-1')],
    ])('is the same however Wix words it: %d %j', async (status, body) => {
      const browser = await login.visitor();
      const wrong = told(await browser.post(LOGIN, { ...(await newMember()), password: 'wrong' }));
      await login.fault({ path: WIX_LOGIN, status, body });
      expect(told(await browser.post(LOGIN, newPerson()))).toEqual(wrong);
    });

    it.each([
      ['-19971', 'captcha_required'],
      ['-19970', 'captcha_rejected'],
      ['-19973', 'password_reset_required'],
    ])('of %s is %s', async (code, meaning) => {
      await login.fault({ path: WIX_LOGIN, status: 400, body: iamError(code) });
      expectProblem(await (await login.visitor()).post(LOGIN, newPerson()), 403, meaning);
    });

    it('changes no session', async () => {
      const browser = await login.visitor();
      const before = await login.identityOf(browser);
      const answer = await browser.post(LOGIN, { ...(await newMember()), password: 'wrong' });
      expect(answer.headers).not.toHaveProperty('set-cookie');
      expect(await login.identityOf(browser)).toEqual(before);
    });

    it.each([
      { status: 500 },
      { status: 400, body: '<html>nonsense</html>' },
      { status: 403, body: '<html>blocked</html>' },
    ])('is none of a password while Wix is down: %j', async (fault) => {
      await login.fault({ path: WIX_LOGIN, ...fault });
      const answer = await (await login.visitor()).post(LOGIN, newPerson());
      expectProblem(answer, 502, 'wix_unavailable');
    });
  });

  it('tries a password once more with a new token when Wix refuses the old one', async () => {
    const browser = await login.visitor();
    await login.fault({ path: WIX_LOGIN, status: 401, body: iamError('UNAUTHENTICATED'), times: 1 });
    expect((await browser.post(LOGIN, await newMember())).json).toMatchObject({ state: 'SUCCESS' });
  });

  it('tries a wrong password once', async () => {
    const browser = await login.visitor();
    const { email } = await newMember();
    await login.gateway.forgetCalls();
    await browser.post(LOGIN, { email, password: 'wrong' });
    expect(await login.wixCalls()).toEqual([`POST ${WIX_LOGIN}`]);
  });

  describe('a registration', () => {
    it('logs the new member in', async () => {
      const browser = await login.visitor();
      const profile = { firstName: 'Neo', nickname: 'the-one' };
      const answer = await browser.post(REGISTER, { ...newPerson(), profile });
      expect(answer.json).toEqual({ state: 'SUCCESS', loginUrl: expect.any(String) });
      await goOn(browser, answer);
      const { json } = await browser.visit('/v1/members/me');
      expect(json.member).toMatchObject({ profile: { nickname: 'the-one' } });
    });

    it('says that there is such a member', async () => {
      const answer = await (await login.visitor()).post(REGISTER, credentials());
      expectProblem(answer, 409, 'email_already_registered');
    });

    it("says that Wix does not take the values, and not Wix's words", async () => {
      const answer = await (await login.visitor()).post(REGISTER, { ...newPerson(), password: 'abc' });
      expectProblem(answer, 400, 'validation_failed');
      expect(answer.text).not.toMatch(/abc|person-/);
    });

    it('may wait for the owner', async () => {
      await login.gateway.emulator.set({ registrationState: 'REQUIRE_OWNER_APPROVAL' });
      const { json } = await (await login.visitor()).post(REGISTER, newPerson());
      expect(json).toEqual({ state: 'REQUIRE_OWNER_APPROVAL' });
    });

    it.each(['STATUS_CHECK', 'REQUIRE_MISSING_FIELDS'])('may end in %s', async (state) => {
      await login.fault({ path: WIX_REGISTER, body: { state, identity: { id: 'not-for-the-page' } } });
      expect((await (await login.visitor()).post(REGISTER, newPerson())).json).toEqual({ state });
    });

    it('ends in nothing that Wix makes up', async () => {
      await login.fault({ path: WIX_REGISTER, body: { state: 'UNKNOWN_STATE' } });
      expectProblem(await (await login.visitor()).post(REGISTER, newPerson()), 502, 'wix_unavailable');
    });
  });

  describe('a verification', () => {
    const begin = async (browser: Browser, person = newPerson()) => {
      await login.gateway.emulator.set({ registrationState: 'REQUIRE_EMAIL_VERIFICATION' });
      const { json } = await browser.post(REGISTER, { ...person, returnToUrl: '/welcome' });
      expect(json).toEqual({ state: 'REQUIRE_EMAIL_VERIFICATION', verification: expect.stringMatching(/^[\w-]{43}$/) });
      return json.verification as string;
    };
    const code = WELL_KNOWN_VERIFICATION_CODE;

    it('goes on with the code of the mail', async () => {
      const browser = await login.visitor();
      const answer = await browser.post(VERIFY, { code, verification: await begin(browser) });
      expect(answer.json).toEqual({ state: 'SUCCESS', loginUrl: expect.any(String) });
      expect((await goOn(browser, answer)).headers.location).toBe(`${PUBLIC_URL}/welcome`);
      expect(await login.identityOf(browser)).toMatchObject({ type: 'MEMBER' });
    });

    it("gives the page no token of Wix's", async () => {
      const browser = await login.visitor();
      const stateToken = 'state-token-of-wix';
      await login.fault({ path: WIX_REGISTER, body: { state: 'REQUIRE_EMAIL_VERIFICATION', stateToken }, times: 1 });
      const answer = await browser.post(REGISTER, newPerson());
      expect(answer.json.verification).toBeDefined();
      expect(JSON.stringify([answer.headers, answer.text])).not.toContain(stateToken);
      for (const { sealed } of await login.pendingLogins()) {
        expect(Buffer.from(sealed).toString('latin1')).not.toContain(stateToken);
      }
    });

    it('can be tried again after a wrong code', async () => {
      const browser = await login.visitor();
      const verification = await begin(browser);
      expectProblem(await browser.post(VERIFY, { code: '000000', verification }), 403, 'login_refused');
      expect((await browser.post(VERIFY, { code, verification })).json).toMatchObject({ state: 'SUCCESS' });
    });

    it('is used once', async () => {
      const browser = await login.visitor();
      const verification = await begin(browser);
      await browser.post(VERIFY, { code, verification });
      expectProblem(await browser.post(VERIFY, { code, verification }), 400, 'login_invalid');
    });

    it("is not another browser's", async () => {
      const [one, other] = [await login.visitor(), await login.visitor()];
      const verification = await begin(one);
      expectProblem(await other.post(VERIFY, { code, verification }), 400, 'login_invalid');
      expect((await one.post(VERIFY, { code, verification })).status).toBe(200);
    });

    it('lasts ten minutes, wrong codes included', async () => {
      const browser = await login.visitor();
      const verification = await begin(browser);
      await browser.post(VERIFY, { code: '000000', verification });
      await login.query(`UPDATE liftgate.session_logins SET expires_at = expires_at - interval '10 minutes'`);
      expectProblem(await browser.post(VERIFY, { code, verification }), 400, 'login_invalid');
    });

    it('is no state of a login, nor a state a verification', async () => {
      const browser = await login.visitor();
      const verification = await begin(browser);
      expectProblem(await browser.visit(`/api/auth/callback?code=a&state=${verification}`), 400, 'login_invalid');
      const { state } = Object.fromEntries(new URL(await login.beginLogin(browser), PUBLIC_URL).searchParams);
      expectProblem(await browser.post(VERIFY, { code, verification: given(state) }), 400, 'login_invalid');
      expect((await browser.post(VERIFY, { code, verification })).status).toBe(200);
    });

    it('lets nobody guess', async () => {
      const browser = await login.visitor();
      const verification = await begin(browser);
      const statuses: number[] = [];
      for (let guess = 0; guess < 6; guess++) {
        statuses.push((await browser.post(VERIFY, { code: `00000${guess}`, verification })).status);
      }
      expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
    });
  });

  describe('a new password', () => {
    it('is asked for alike, whether there is such a member or not', async () => {
      const browser = await login.visitor();
      await login.gateway.forgetCalls();
      const { email } = credentials(2);
      const known = await browser.post(RESET, { email, returnToUrl: '/account' });
      expect(known.status).toBe(204);
      expect(await login.wixCalls()).toEqual(['POST /_api/iam/recovery/v1/send-email']);
      await login.fault({ path: '/_api/iam/recovery/v1/send-email', status: 404, body: iamError('-19999') });
      const unknown = await browser.post(RESET, { email: newPerson().email });
      expect(told(unknown)).toEqual(told(known));
      await login.clearFaults();
      await login.fault({ path: '/_api/iam/recovery/v1/send-email', status: 400, body: {} });
      expect(told(await browser.post(RESET, { email: newPerson().email }))).toEqual(told(known));
    });

    it('is not promised while Wix is down', async () => {
      await login.fault({ path: '/_api/iam/recovery/v1/send-email', status: 500 });
      expectProblem(await (await login.visitor()).post(RESET, newPerson()), 400, 'validation_failed');
      const { email } = newPerson();
      expectProblem(await (await login.visitor()).post(RESET, { email }), 502, 'wix_unavailable');
    });

    it('leads back to this origin alone', async () => {
      const { email } = newPerson();
      const answer = await (await login.visitor()).post(RESET, { email, returnToUrl: '//evil.example' });
      expectProblem(answer, 400, 'validation_failed');
    });
  });

  describe('a form', () => {
    const FORMS: readonly (readonly [string, () => object])[] = [
      [LOGIN, () => credentials()],
      [REGISTER, () => newPerson()],
      [VERIFY, () => ({ code: '123456', verification: 'a'.repeat(43) })],
      [RESET, () => ({ email: newPerson().email })],
    ];
    const FOREIGN: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      ['of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
      ['of a sibling', { 'sec-fetch-site': 'same-site', origin: 'https://evil.example.com' }],
      ['of a listed origin', { 'sec-fetch-site': 'same-site', origin: LISTED_ORIGIN }],
      ['of another site, in an old browser', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
      ['of a sandbox', { 'sec-fetch-site': '', origin: 'null' }],
      ['of nobody', { 'sec-fetch-site': '', origin: '' }],
    ];

    it.each(FORMS.flatMap(([path, body]) => FOREIGN.map(([who, headers]) => [path, who, headers, body] as const)))(
      '%s is refused that is %s, and Wix hears nothing of it',
      async (path, _, headers, body) => {
        const browser = await login.visitor();
        await login.gateway.forgetCalls();
        const answer = await browser.post(path, body(), headers);
        expectProblem(answer, 403, 'cross_site_request');
        expect(answer.headers).not.toHaveProperty('set-cookie');
        expect(await login.wixCalls()).toEqual([]);
      },
    );

    it('of this origin is taken by its Origin in an old browser', async () => {
      const browser = await login.visitor();
      const answer = await browser.post(LOGIN, credentials(), { 'sec-fetch-site': '' });
      expect(answer.json).toMatchObject({ state: 'SUCCESS' });
    });

    it('is JSON: what a page of another site could send unasked is refused', async () => {
      const browser = await login.visitor();
      expectProblem(await browser.submit(LOGIN, credentials()), 415, 'unsupported_media_type');
      expectProblem(
        await browser.post(LOGIN, credentials(), { 'content-type': 'text/plain' }),
        415,
        'unsupported_media_type',
      );
    });

    it.each([
      [LOGIN, {}],
      [LOGIN, { email: 'a@b', password: '' }],
      [LOGIN, { email: 'no address', password: 'hush-hush' }],
      [LOGIN, { email: ['a@b'], password: 'hush-hush' }],
      [LOGIN, { email: 'a@b', password: ['hush-hush'] }],
      [LOGIN, { email: 'a@b', password: 'hush-hush', loginId: {} }],
      [LOGIN, { email: `${'a'.repeat(253)}@b`, password: 'hush-hush' }],
      [LOGIN, { email: 'a@b', password: 'hush-hush'.repeat(112) }],
      [LOGIN, { email: 'a@b', password: 'hush-hush', returnToUrl: 'https://evil.example' }],
      [LOGIN, { email: 'a@b', password: 'hush-hush', captchaTokens: [{}] }],
      [REGISTER, { email: 'a@b', password: 'hush-hush', profile: { slug: 'x' } }],
      [VERIFY, { code: '123456' }],
      [VERIFY, { code: '123456', verification: 'short' }],
      [RESET, { email: 'a' }],
    ])('%s with %j is refused without a word of it', async (path, body) => {
      const browser = await login.visitor();
      await login.gateway.forgetCalls();
      const answer = await browser.post(path, body);
      expectProblem(answer, 400, 'validation_failed');
      expect(answer.text).not.toMatch(/hush|evil/);
      expect(await login.wixCalls()).toEqual([]);
    });
  });

  describe('passwords', () => {
    it('are tried five times a minute for one account, from however many addresses', async () => {
      const { email } = newPerson();
      const statuses: number[] = [];
      for (let guess = 0; guess < 6; guess++) {
        const spelling = guess % 2 === 0 ? email : email.toUpperCase();
        statuses.push((await login.newBrowser().post(LOGIN, { email: spelling, password: `guess-${guess}` })).status);
      }
      expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
      await login.gateway.forgetCalls();
      expectProblem(await login.newBrowser().post(LOGIN, { email, password: 'x' }), 429, 'rate_limited');
      expect(await login.wixCalls()).toEqual([]);
    });

    it('are tried sixty times a minute from one address, for however many accounts', async () => {
      const browser = await login.visitor();
      await login.fault({ path: WIX_LOGIN, status: 404, body: iamError('-19999') });
      const answers: HttpAnswer[] = [];
      for (let guess = 0; guess < 61; guess++) answers.push(await browser.post(LOGIN, newPerson()));
      expect(answers.filter(({ status }) => status === 403)).toHaveLength(60);
      expectProblem(given(answers.at(-1)), 429, 'rate_limited');
      expect((await (await login.visitor()).post(LOGIN, newPerson())).status).toBe(403);
    });

    it('stand in no log and no answer, nor do the codes and tokens of a login', async () => {
      const browser = await login.visitor();
      const person = { email: 'secretive@example.com', password: 'password-in-no-log' };
      await browser.post(REGISTER, person);
      await browser.post(LOGIN, { ...person, password: 'wrong-password-in-no-log' });
      await login.fault({ path: WIX_LOGIN, status: 500, times: 1 });
      await browser.post(LOGIN, person);
      const answer = await browser.post(LOGIN, person);
      const { sessionToken, state } = Object.fromEntries(new URL(answer.json.loginUrl).searchParams);
      for (const text of ['in-no-log', 'secretive', 'words of Wix', given(sessionToken), given(state)]) {
        expect(login.gateway.logged(text)).toEqual([]);
      }
      expect(login.gateway.logged(LOGIN).length).toBeGreaterThan(2);
      const audited = await login.query<object>('SELECT * FROM liftgate.session_logins');
      expect(JSON.stringify(audited)).not.toMatch(/in-no-log|secretive/);
    });
  });
});
