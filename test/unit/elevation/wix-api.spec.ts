import { AppIdentity } from '../../../src/auth/app-identity';
import { CallerTokens } from '../../../src/auth/caller-tokens';
import type { InstanceContext } from '../../../src/auth/instance-context';
import { SilentTelemetry } from '../../../src/config/telemetry';
import type { IdentityUse, UseResult } from '../../../src/elevation/audit';
import { CallerTokenService } from '../../../src/elevation/caller-token.service';
import { ElevationRecorder } from '../../../src/elevation/elevation.recorder';
import { ElevationService } from '../../../src/elevation/elevation.service';
import { MemoryRefreshTokenStore } from '../../../src/elevation/refresh-token.store';
import { WixApi } from '../../../src/elevation/wix-api';
import { CodedError } from '../../../src/errors/coded.error';
import type { InstanceId } from '../../../src/identifiers/guid';
import type { OAuthClient } from '../../../src/wix/oauth.client';
import { OAuthRefusedError, OAuthUnavailableError } from '../../../src/wix/oauth.error';
import type { WixReply, WixRequest, WixRestClient } from '../../../src/wix/wix-rest.client';
import { WixStatusError } from '../../../src/wix/wix-status.error';
import { APP_ID } from '../../support/app-config';
import { ManualClock } from '../../support/manual.clock';
import { tokenVault } from '../../support/token-vaults';
import { accessToken, INSTANCE_ID, OTHER_INSTANCE_ID, SITE_ID } from '../../support/verdicts';

const CALL = 'GET /apps/v1/instance';
const CHANGE = 'PATCH /stores/v1/products/:id';
const reply: WixReply = {
  status: 200,
  contentType: 'application/json',
  body: Buffer.from('{}'),
  requestId: undefined,
  headers: {},
};

function given() {
  const clock = new ManualClock();
  let issued = 0;
  const issue = (prefix: string) => {
    const token = accessToken(`${prefix}-${++issued}`);
    return Promise.resolve({ accessToken: token, refreshToken: undefined, expiresAt: clock.now() + 14_400_000 });
  };
  const oauth = {
    forInstance: jest.fn((instanceId: InstanceId) => issue(`app-${instanceId.slice(0, 1)}`)),
    fromRefreshToken: jest.fn((token: string) => issue(`from-${token}`).then((t) => ({ ...t, refreshToken: 'next' }))),
    unbind: jest.fn((token: string) => issue(`unbound-${token}`)),
  };
  const send = jest.fn<Promise<WixReply>, [WixRequest]>(() => Promise.resolve(reply));
  const records: (IdentityUse & UseResult)[] = [];
  const record = (use: IdentityUse, result: UseResult): void => void records.push({ ...use, ...result });
  const begin = jest.fn((use: IdentityUse) =>
    Promise.resolve((result: UseResult) => {
      record(use, result);
    }),
  );
  const vault = tokenVault(clock);
  const callerTokens = new CallerTokens();
  const refreshTokens = new MemoryRefreshTokenStore();
  const telemetry = new SilentTelemetry();
  const client = oauth as unknown as OAuthClient;
  const wix = new WixApi(
    { send } as unknown as WixRestClient,
    new CallerTokenService(client, vault, callerTokens),
    new ElevationService(client, vault, refreshTokens, telemetry),
    new ElevationRecorder({ record, begin }, clock, telemetry),
  );
  const contextOf = (instanceId: InstanceId): InstanceContext => ({
    appId: APP_ID,
    instanceId,
    siteId: SITE_ID,
    identity: { type: 'VISITOR', id: 'visitor-1' },
    expiresAt: clock.now() + 14_400_000,
  });
  const grant = (instanceId: InstanceId = INSTANCE_ID) =>
    AppIdentity.grant({
      instance: contextOf(instanceId),
      calls: [CALL, CHANGE],
      route: 'GET /v1/instance',
      requestId: 'r-1',
      declaredIn: '@Elevated({ calls })',
    });
  const sentTokens = () => send.mock.calls.map(([request]) => request.accessToken);
  return { clock, wix, send, sentTokens, oauth, begin, records, grant, contextOf, callerTokens, refreshTokens };
}

const statusError = (status: number, code?: string, retryAfter?: number) =>
  new WixStatusError(CALL, status, code, 'request-1', retryAfter);

describe('WixApi as the app', () => {
  it('takes the 400 with which Wix Data speaks of an expired token as a refused token, and no other 400', async () => {
    const { wix, grant, send, sentTokens } = given();
    send.mockRejectedValueOnce(statusError(400, 'WDE0117'));
    expect(await wix.app(grant()).send({ call: CALL })).toBe(reply);
    expect(sentTokens()).toEqual(['app-2-1', 'app-2-2']);
    send.mockRejectedValueOnce(statusError(400, 'WDE0118'));
    await expect(wix.app(grant()).send({ call: CALL })).rejects.toMatchObject({ code: 'wix_400' });
    expect(send).toHaveBeenCalledTimes(3);
  });

  it('sends the declared path and no other, whatever else is in the request', async () => {
    const { wix, grant, send } = given();
    const request = { call: CALL, path: '/members/v1/members' } as const;
    await wix.app(grant()).send(request);
    expect(send.mock.calls[0]?.[0].path).toBeUndefined();
  });

  it('makes a declared call with an app token, issued once, and records each call', async () => {
    const { wix, grant, oauth, sentTokens, records } = given();
    const calls = wix.app(grant());
    expect(await calls.send({ call: CALL })).toBe(reply);
    await calls.send({ call: CALL });
    expect(oauth.forInstance).toHaveBeenCalledTimes(1);
    expect(sentTokens()).toEqual(['app-2-1', 'app-2-1']);
    expect(records).toHaveLength(2);
    expect(records[0]).toEqual({
      at: new ManualClock().now(),
      instanceId: INSTANCE_ID,
      identity: { type: 'VISITOR', id: 'visitor-1' },
      route: 'GET /v1/instance',
      call: CALL,
      outcome: 'succeeded',
      result: 200,
      requestId: 'r-1',
    });
  });

  it('refuses an undeclared call before the network, names the fix, and records the denial', async () => {
    const { wix, grant, oauth, send, records } = given();
    await expect(wix.app(grant()).send({ call: 'GET /members/v1/members' })).rejects.toThrow(
      'GET /v1/instance made the Wix call "GET /members/v1/members" with the app\'s identity without declaring it. ' +
        'Add it to @Elevated({ calls }).',
    );
    expect(send).not.toHaveBeenCalled();
    expect(oauth.forInstance).not.toHaveBeenCalled();
    expect(records.map(({ outcome, call }) => [outcome, call])).toEqual([['denied', 'GET /members/v1/members']]);
  });

  it.each([
    'POST /stores/v1/products',
    'POST /a/query/b',
    'PUT /a/query',
    'PATCH /a',
    'DELETE /a',
    'POST /a/:query',
  ] as const)('makes %s, which may change something, once it is recorded, and records how it ended', async (call) => {
    const { wix, contextOf, begin, send, records } = given();
    const app = AppIdentity.grant({
      instance: contextOf(INSTANCE_ID),
      calls: [call],
      route: 'r',
      requestId: '1',
      declaredIn: 'x',
    });
    begin.mockImplementationOnce((use) => {
      expect(send).not.toHaveBeenCalled();
      return Promise.resolve((result) => void records.push({ ...use, ...result }));
    });
    await wix.app(app).send({ call });
    expect(begin).toHaveBeenCalledTimes(1);
    expect(records).toEqual([expect.objectContaining({ call, outcome: 'succeeded', result: 200 })]);
  });

  it('does not make a change that cannot be recorded: no token is issued, nothing is sent', async () => {
    const { wix, grant, begin, send, oauth } = given();
    begin.mockRejectedValue(new CodedError('database_unavailable', 'down'));
    await expect(wix.app(grant()).send({ call: CHANGE })).rejects.toMatchObject({ code: 'database_unavailable' });
    expect(oauth.forInstance).not.toHaveBeenCalled();
    expect(send).not.toHaveBeenCalled();
  });

  it.each(['GET /a', 'POST /stores/v1/products/query', 'POST /a/search', 'POST /a/count'] as const)(
    'waits for no record of %s, which only reads',
    async (call) => {
      const { wix, contextOf, begin, records } = given();
      const app = AppIdentity.grant({
        instance: contextOf(INSTANCE_ID),
        calls: [call],
        route: 'r',
        requestId: '1',
        declaredIn: 'x',
      });
      await wix.app(app).send({ call });
      expect(begin).not.toHaveBeenCalled();
      expect(records).toHaveLength(1);
    },
  );

  it("uses the token of the identity's own instance, asked in any order", async () => {
    const { wix, grant, sentTokens } = given();
    for (const instanceId of [INSTANCE_ID, OTHER_INSTANCE_ID, INSTANCE_ID]) {
      await wix.app(grant(instanceId)).send({ call: CALL });
    }
    expect(sentTokens()).toEqual(['app-2-1', 'app-3-2', 'app-2-1']);
  });

  it('answers a refused token with one new token and one more try', async () => {
    const { wix, grant, send, sentTokens, records } = given();
    send.mockRejectedValueOnce(statusError(401));
    expect(await wix.app(grant()).send({ call: CALL })).toBe(reply);
    expect(sentTokens()).toEqual(['app-2-1', 'app-2-2']);
    expect(records.map(({ outcome }) => outcome)).toEqual(['succeeded']);
  });

  it('gives up after the second refusal', async () => {
    const { wix, grant, send, records } = given();
    send.mockRejectedValue(statusError(401));
    await expect(wix.app(grant()).send({ call: CALL })).rejects.toMatchObject({ code: 'app_token_rejected' });
    expect(send).toHaveBeenCalledTimes(2);
    expect(records.map(({ outcome, result }) => [outcome, result])).toEqual([['failed', 'app_token_rejected']]);
  });

  it.each([
    [400, 'wix_400', undefined],
    [404, 'wix_404', undefined],
    [409, 'wix_409', undefined],
    [428, 'wix_428', undefined],
    [403, 'wix_permission_missing', undefined],
    [429, 'wix_rate_limited', 7],
    [402, 'wix_unavailable', undefined],
  ])('explains %s as %s', async (status, code, retryAfterSeconds) => {
    const { wix, grant, send } = given();
    send.mockRejectedValue(statusError(status, 'SOME_CODE', 7));
    // Wix's own code is for those who can act on it: only a status that is passed on carries it.
    const failure = { code, wixCode: code === `wix_${status}` ? 'SOME_CODE' : undefined, retryAfterSeconds };
    await expect(wix.app(grant()).send({ call: CALL })).rejects.toMatchObject(failure);
  });

  it('passes the errors of the wire on, recorded', async () => {
    const { wix, grant, send, records } = given();
    send.mockRejectedValue(new CodedError('wix_timeout', 'Wix did not answer in time.'));
    await expect(wix.app(grant()).send({ call: CALL })).rejects.toMatchObject({ code: 'wix_timeout' });
    expect(records.map(({ result }) => result)).toEqual(['wix_timeout']);
  });

  it.each([
    [new OAuthRefusedError('token', 401, 'invalid_client', undefined), 'elevation_refused'],
    [new OAuthRefusedError('token', 400, 'other', undefined), 'elevation_refused'],
    [new OAuthRefusedError('token', 400, 'invalid_grant', undefined), 'app_not_installed'],
  ])('says what it means when Wix issues no token: %s', async (error, code) => {
    const { wix, grant, oauth, send } = given();
    oauth.forInstance.mockRejectedValue(error);
    await expect(wix.app(grant()).send({ call: CALL })).rejects.toMatchObject({ code });
    expect(send).not.toHaveBeenCalled();
  });

  it('issues from a stored refresh token where there is one, and stores the next', async () => {
    const { wix, grant, oauth, sentTokens, refreshTokens } = given();
    await refreshTokens.keep(INSTANCE_ID, 'legacy');
    await wix.app(grant()).send({ call: CALL });
    expect(sentTokens()).toEqual(['from-legacy-1']);
    expect(oauth.forInstance).not.toHaveBeenCalled();
    expect(await refreshTokens.find(INSTANCE_ID)).toBe('next');
  });
});

describe('WixApi as the caller', () => {
  it("makes the call with the unbound form of the caller's token, and records nothing", async () => {
    const { wix, contextOf, callerTokens, sentTokens, oauth, records } = given();
    const context = callerTokens.keep(contextOf(INSTANCE_ID), 'front-end');
    await wix.caller(context).send({ call: 'GET /members/v1/members/my' });
    await wix.caller(context).send({ call: 'GET /members/v1/members/my' });
    expect(sentTokens()).toEqual(['unbound-front-end-1', 'unbound-front-end-1']);
    expect(oauth.unbind).toHaveBeenCalledTimes(1);
    expect(records).toEqual([]);
  });

  it("does not carry an unbound token on past the end of the caller's own", async () => {
    const { clock, wix, sentTokens, contextOf, callerTokens } = given();
    const ending = { ...contextOf(INSTANCE_ID), expiresAt: clock.now() + 600_000 };
    const context = callerTokens.keep(ending, 'front-end');
    await wix.caller(context).send({ call: CALL });
    clock.advance(600_000);
    await wix.caller(context).send({ call: CALL });
    expect(sentTokens()).toEqual(['unbound-front-end-1', 'unbound-front-end-2']);
  });

  it('sends the path that a call has which nobody declares', async () => {
    const { wix, contextOf, callerTokens, send } = given();
    const context = callerTokens.keep(contextOf(INSTANCE_ID), 'front-end');
    await wix.caller(context).send({ call: 'GET /things/v1/…', path: '/things/v1/1' });
    expect(send.mock.calls[0]?.[0]).toMatchObject({ call: 'GET /things/v1/…', path: '/things/v1/1' });
  });

  it('cannot call for a context that came without an access token', async () => {
    const { wix, contextOf, send } = given();
    await expect(wix.caller(contextOf(INSTANCE_ID)).send({ call: CALL })).rejects.toMatchObject({
      code: 'identity_not_allowed',
    });
    expect(send).not.toHaveBeenCalled();
  });

  it.each([
    [401, 'invalid_token'],
    [403, 'identity_not_allowed'],
    [404, 'wix_404'],
  ])("takes %s for the caller's own: %s", async (status, code) => {
    const { wix, contextOf, callerTokens, send } = given();
    send.mockRejectedValue(statusError(status));
    const context = callerTokens.keep(contextOf(INSTANCE_ID), 'front-end');
    await expect(wix.caller(context).send({ call: CALL })).rejects.toMatchObject({ code });
  });

  it.each([
    [new OAuthRefusedError('token', 401, 'invalid_client', undefined), 'elevation_refused'],
    [new OAuthRefusedError('token', 400, 'unauthorized_client', undefined), 'elevation_refused'],
    [new OAuthRefusedError('token', 400, 'unsupported_grant_type', undefined), 'elevation_refused'],
    [new OAuthRefusedError('token', 400, 'invalid_grant', undefined), 'invalid_token'],
    [new OAuthRefusedError('token', 401, 'other', undefined), 'invalid_token'],
    [new OAuthRefusedError('token', 403, 'other', undefined), 'elevation_unavailable'],
    [new OAuthRefusedError('token', 404, 'other', undefined), 'elevation_unavailable'],
  ])('says what it means when Wix does not unbind the token: %s', async (error, code) => {
    const { wix, contextOf, callerTokens, oauth } = given();
    oauth.unbind.mockRejectedValue(error);
    const context = callerTokens.keep(contextOf(INSTANCE_ID), 'front-end');
    await expect(wix.caller(context).send({ call: CALL })).rejects.toMatchObject({ code });
  });

  it("is Wix's fault when Wix cannot unbind", async () => {
    const { wix, contextOf, callerTokens, oauth } = given();
    oauth.unbind.mockRejectedValue(Object.create(OAuthUnavailableError.prototype));
    const context = callerTokens.keep(contextOf(INSTANCE_ID), 'front-end');
    await expect(wix.caller(context).send({ call: CALL })).rejects.toMatchObject({ code: 'elevation_unavailable' });
  });
});
