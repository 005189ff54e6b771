import type { CodedError } from '../../../src/errors/coded.error';
import { parseAccessToken } from '../../../src/wix/access-token';
import type { AccessToken } from '../../../src/wix/access-token';
import { CustomLoginClient } from '../../../src/wix/custom-login.client';
import { WixStatusError } from '../../../src/wix/wix-status.error';
import { BROKEN_ANSWERS, deadlineFor } from './broken-answers';
import { errorOf, expectNoLeak } from './expect-no-leak';
import { json, LoopbackServer } from './loopback-server';
import { CLIENT_ID, testConfig, testHeadlessClient } from './test-app';

const TOKEN = parseAccessToken('OauthNG.JWS.visitor-token-that-must-not-leak') ?? ('' as AccessToken);
const EMAIL = 'ada@example.com';
const PASSWORD = 'password-that-must-not-leak';
const SUCCESS = { state: 'SUCCESS', sessionToken: 'session-token', identity: { id: 'ignored' }, additionalData: {} };

const refusal = (code: string) => ({ message: `words of Wix on ${EMAIL}`, details: { applicationError: { code } } });

describe('CustomLoginClient', () => {
  let wix: LoopbackServer;

  const clientFor = (deadlineMs = 5000) =>
    new CustomLoginClient(testHeadlessClient(testConfig(wix.origin, { deadlineMs })));

  beforeEach(async () => {
    wix = await new LoopbackServer().start();
    wix.respond = json(200, SUCCESS);
  });

  afterEach(() => wix.stop());

  it.each([
    [
      'register',
      '/_api/iam/authentication/v2/register',
      (client: CustomLoginClient) =>
        client.register(TOKEN, { email: EMAIL, password: PASSWORD, profile: { nickname: 'Ada' } }),
      { loginId: { email: EMAIL }, password: PASSWORD, profile: { nickname: 'Ada' } },
    ],
    [
      'login',
      '/_api/iam/authentication/v2/login',
      (client: CustomLoginClient) => client.login(TOKEN, { email: EMAIL, password: PASSWORD }),
      { loginId: { email: EMAIL }, password: PASSWORD },
    ],
    [
      'login with a CAPTCHA',
      '/_api/iam/authentication/v2/login',
      (client: CustomLoginClient) =>
        client.login(TOKEN, { email: EMAIL, password: PASSWORD, captchaTokens: { invisibleRecaptchaToken: 'proof' } }),
      { loginId: { email: EMAIL }, password: PASSWORD, captchaTokens: [{ InvisibleRecaptcha: 'proof' }] },
    ],
    [
      'verify',
      '/_api/iam/verification/v1/auth/verify',
      (client: CustomLoginClient) => client.verify(TOKEN, '123456', 'state-token'),
      { code: '123456', stateToken: 'state-token' },
    ],
  ])('%s posts to %s what the SDK does', async (_, path, call, body) => {
    await expect(call(clientFor())).resolves.toEqual({ state: 'SUCCESS', sessionToken: 'session-token' });

    expect(wix.received[0]).toMatchObject({ method: 'POST', url: path });
    expect(wix.received[0]?.headers).toMatchObject({ authorization: TOKEN });
    expect(wix.sent()).toEqual(body);
  });

  it('asks for a recovery mail', async () => {
    wix.respond = json(200, {});
    await clientFor().sendRecoveryEmail(TOKEN, CLIENT_ID, EMAIL, 'https://gateway.example/');
    expect(wix.received[0]).toMatchObject({ url: '/_api/iam/recovery/v1/send-email' });
    expect(wix.sent()).toEqual({ email: EMAIL, redirect: { url: 'https://gateway.example/', clientId: CLIENT_ID } });
  });

  it.each([
    [{ state: 'REQUIRE_EMAIL_VERIFICATION', stateToken: 'state-token' }],
    [{ state: 'REQUIRE_OWNER_APPROVAL' }],
    [{ state: 'STATUS_CHECK' }],
    [{ state: 'REQUIRE_MISSING_FIELDS' }],
  ])('reads %j', async (state) => {
    wix.respond = json(200, { sessionToken: null, ...state, identity: { id: 'ignored' } });
    await expect(clientFor().login(TOKEN, { email: EMAIL, password: PASSWORD })).resolves.toEqual(state);
  });

  it.each([
    [{}],
    [{ state: 'UNKNOWN_STATE' }],
    [{ state: 'SUCCESS' }],
    [{ state: 'SUCCESS', sessionToken: '' }],
    [{ state: 'SUCCESS', sessionToken: 'two words' }],
    [{ state: 'SUCCESS', stateToken: 'not-this-one' }],
    [{ state: 'REQUIRE_EMAIL_VERIFICATION', sessionToken: 'not-this-one' }],
    [[SUCCESS]],
  ])('does not take %j for a state', async (answer) => {
    wix.respond = json(200, answer);
    const error = await errorOf(clientFor().login(TOKEN, { email: EMAIL, password: PASSWORD }));
    expect(error).toMatchObject({ code: 'wix_unavailable', cause: { reason: 'bad body' } });
  });

  it.each([
    ['-19976', 401, 'login_refused'],
    ['-19999', 404, 'login_refused'],
    ['-19995', 409, 'email_already_registered'],
    ['-19971', 400, 'captcha_required'],
    ['-19970', 403, 'captcha_rejected'],
    ['-19973', 401, 'password_reset_required'],
  ])('reads the refusal %s (%d) as %s, and repeats nothing', async (code, status, meaning) => {
    wix.respond = json(status, refusal(code));
    const error = await errorOf(clientFor().login(TOKEN, { email: EMAIL, password: PASSWORD }));
    expect(error).toMatchObject({ code: meaning });
    expectNoLeak(error, EMAIL, PASSWORD, TOKEN, 'words of Wix');
  });

  it('tells a wrong password from an unknown account by nothing at all', async () => {
    const answerTo = async (status: number, code: string) => {
      wix.respond = json(status, refusal(code));
      const error = (await errorOf(clientFor().login(TOKEN, { email: EMAIL, password: PASSWORD }))) as CodedError;
      const { name, message, code: ours, detail, wixCode, retryAfterSeconds } = error;
      return { name, message, ours, detail, wixCode, retryAfterSeconds };
    };
    expect(await answerTo(404, '-19999')).toEqual(await answerTo(401, '-19976'));
  });

  it('leaves every other refusal to the caller, with its status', async () => {
    wix.respond = json(401, refusal('UNAUTHENTICATED'));
    const error = await errorOf(clientFor().login(TOKEN, { email: EMAIL, password: PASSWORD }));
    expect(error).toBeInstanceOf(WixStatusError);
    expect(error).toMatchObject({ status: 401 });
  });

  it.each(BROKEN_ANSWERS)('tries a password once on %s (%s), and says nothing secret', async (_, reason, respond) => {
    wix.respond = respond;
    const error = await errorOf(clientFor(deadlineFor(reason)).login(TOKEN, { email: EMAIL, password: PASSWORD }));
    expect(error).toMatchObject({ code: reason === 'timeout' ? 'wix_timeout' : 'wix_unavailable', cause: { reason } });
    expect(wix.received).toHaveLength(1);
    expectNoLeak(error, TOKEN, EMAIL, PASSWORD, 'html', 'garbage', 'half');
  });

  it('keeps one endpoint that fails from the others', async () => {
    const client = clientFor();
    wix.respond = json(503, {}, { 'retry-after': '60' });
    await errorOf(client.login(TOKEN, { email: EMAIL, password: PASSWORD }));
    wix.respond = json(200, SUCCESS);
    await expect(client.verify(TOKEN, '123456', 'state-token')).resolves.toMatchObject({ state: 'SUCCESS' });
  });
});
