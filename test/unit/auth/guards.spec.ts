import { Controller, Get, Post } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication, RouteSchema } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyRequest } from 'fastify';
import { Authenticated, Elevated, Public, SignedByWix } from '../../../src/auth/access.decorators';
import { AccessGuard } from '../../../src/auth/access.guard';
import { AccessTokenAuthenticator } from '../../../src/auth/access-token.authenticator';
import { AnonymousLimit } from '../../../src/auth/anonymous-limit';
import type { AppIdentity } from '../../../src/auth/app-identity';
import { AuthGuard } from '../../../src/auth/auth.guard';
import { InvalidTokenError } from '../../../src/auth/authentication.error';
import type { Identity } from '../../../src/auth/identity';
import { InstallationGate } from '../../../src/auth/installation-gate';
import type { InstanceContext } from '../../../src/auth/instance-context';
import {
  CurrentAppIdentity,
  CurrentInstance,
  CurrentServicePluginCall,
  CurrentWebhook,
} from '../../../src/auth/request-context';
import type { SignedServicePluginCall, SignedWebhook } from '../../../src/auth/signed-request';
import { SessionAuthenticator } from '../../../src/auth/session.authenticator';
import { SignedInstanceAuthenticator } from '../../../src/auth/signed-instance.authenticator';
import { SignedRequestAuthenticator } from '../../../src/auth/signed-request.authenticator';
import { CodedError } from '../../../src/errors/coded.error';
import { compileRoutes } from '../../../src/http/compiled-routes';
import { APP_ID } from '../../support/app-config';
import { deferred } from '../../support/deferred';
import { until } from '../../support/until';
import { INSTANCE_ID, SITE_ID } from '../../support/verdicts';

@Controller()
class ProbeController {
  @Get('public') @Public() open() {
    return 'open';
  }
  @Get('any') @Authenticated() any(@CurrentInstance() instance: InstanceContext) {
    return instance.identity;
  }
  @Get('members') @Authenticated({ allow: ['MEMBER'] }) members(@CurrentInstance() instance: InstanceContext) {
    return instance.identity;
  }
  @Get('elevated') @Elevated({ allow: ['USER'], calls: ['GET /apps/v1/instance'] }) elevated(
    @CurrentAppIdentity() app: AppIdentity,
  ) {
    const allowed = [app.allows('GET /apps/v1/instance'), app.allows('GET /members/v1/members')];
    return { route: app.route, instanceId: app.instance.instanceId, allowed, printed: JSON.stringify(app) };
  }
  @Get('not-elevated') @Authenticated() notElevated(@CurrentAppIdentity() app: AppIdentity) {
    return app.route;
  }
  @Get('parameter') @Authenticated({ instanceParameter: true }) parameter() {
    return 'parameter';
  }
  @Get('fresh') @Authenticated({ fresh: true }) fresh() {
    return 'fresh';
  }
  @Post('webhook') @SignedByWix('webhook') webhook(@CurrentWebhook() webhook: SignedWebhook) {
    return webhook;
  }
  @Post('plugin') @SignedByWix('service-plugin') plugin(@CurrentServicePluginCall() call: SignedServicePluginCall) {
    return call;
  }
  @Post('mixed-up') @SignedByWix('webhook') mixedUp(@CurrentServicePluginCall() call: SignedServicePluginCall) {
    return call;
  }
  @Get('undeclared') undeclared() {
    return 'undeclared';
  }
}

// A route with a response schema may be compiled; this one says nothing of the answer.
for (const { value } of Object.values(Object.getOwnPropertyDescriptors(ProbeController.prototype))) {
  if (value !== ProbeController) RouteSchema({ response: { 200: {} } })(ProbeController.prototype, '', { value });
}

/** Knows one token per identity; whatever else is said to be no good. */
const accessTokens = {
  authenticate: jest.fn((token: string): InstanceContext | Promise<InstanceContext> => {
    if (token === 'down') throw new CodedError('token_info_unavailable', 'Wix is down.');
    if (!/^(VISITOR|MEMBER|USER|APP|UNKNOWN)$/.test(token)) return Promise.reject(new InvalidTokenError());
    const type = token as Identity['type'];
    return { appId: APP_ID, instanceId: INSTANCE_ID, siteId: SITE_ID, identity: { type, id: 'id' }, expiresAt: 0 };
  }),
};
const signedInstances = { authenticate: jest.fn(() => Promise.reject(new InvalidTokenError())) };
/** Believes a body that names its kind. */
const signedRequests = {
  authenticate: jest.fn((kind: string, body: unknown) => {
    const signed = (body ?? {}) as { kind?: string };
    return signed.kind === kind ? Promise.resolve(signed) : Promise.reject(new CodedError('invalid_signature', 'No.'));
  }),
};
const visitorOf = (id: string): InstanceContext => ({
  appId: APP_ID,
  instanceId: INSTANCE_ID,
  siteId: SITE_ID,
  identity: { type: 'VISITOR', id },
  expiresAt: 0,
});
/** Knows every session, and lets pages of its own origin begin one. */
const sessions = {
  isOn: false,
  authenticate: jest.fn((value: string) => Promise.resolve(visitorOf(value))),
  begin: jest.fn((request: FastifyRequest) =>
    request.headers['sec-fetch-site'] === 'same-origin' ? Promise.resolve(visitorOf('new')) : undefined,
  ),
};
const installations = { admits: jest.fn(() => true) };
const anonymous = { check: jest.fn(), charge: jest.fn(), release: jest.fn() };
const errors: unknown[] = [];

let app: NestFastifyApplication;
async function start(compiled: boolean): Promise<void> {
  const module = await Test.createTestingModule({
    controllers: [ProbeController],
    providers: [
      { provide: AccessTokenAuthenticator, useValue: accessTokens },
      { provide: SignedInstanceAuthenticator, useValue: signedInstances },
      { provide: SignedRequestAuthenticator, useValue: signedRequests },
      { provide: InstallationGate, useValue: installations },
      { provide: AnonymousLimit, useValue: anonymous },
      { provide: SessionAuthenticator, useValue: sessions },
      { provide: APP_GUARD, useClass: AuthGuard },
      { provide: APP_GUARD, useClass: AccessGuard },
    ],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  app.useGlobalFilters({
    catch(error: unknown, host) {
      errors.push(error);
      const code = error instanceof CodedError ? error.code : 'crashed';
      host.switchToHttp().getResponse<{ status(n: number): { send(s: string): void } }>().status(599).send(code);
    },
  });
  if (compiled) compileRoutes(app);
  await app.init();
}
beforeEach(() => {
  jest.clearAllMocks();
  errors.length = 0;
});

const get = async (url: string, authorization?: string) => {
  const headers = authorization === undefined ? {} : { authorization };
  return (await app.inject({ url, headers })).payload;
};

describe.each([
  ['run by Nest', false],
  ['on compiled routes', true],
])('the guards, %s,', (_, compiled) => {
  beforeAll(() => start(compiled));
  afterAll(() => app.close());

  it('read no credential on a public route, not even a bad one', async () => {
    expect(await get('/public', 'Bearer junk')).toBe('open');
    expect(accessTokens.authenticate).not.toHaveBeenCalled();
  });

  it.each(['VISITOR', 'MEMBER', 'USER'])('let a %s into a route for every front-end', async (token) => {
    expect(JSON.parse(await get('/any', token))).toEqual({ type: token, id: 'id' });
  });

  it.each(['APP', 'UNKNOWN'])('keep %s out of it', async (token) => {
    expect(await get('/any', token)).toBe('identity_not_allowed');
  });

  it.each([
    ['VISITOR', 'identity_not_allowed'],
    ['USER', 'identity_not_allowed'],
    ['UNKNOWN', 'identity_not_allowed'],
  ])('judge the identity on every request: %s on a members route is %s', async (token, code) => {
    expect(JSON.parse(await get('/members', 'MEMBER'))).toEqual({ type: 'MEMBER', id: 'id' });
    expect(await get('/members', token)).toBe(code);
  });

  it('grant the app identity on an elevated route, for its declared calls only', async () => {
    expect(JSON.parse(await get('/elevated', 'USER'))).toEqual({
      route: 'GET /elevated',
      instanceId: INSTANCE_ID,
      allowed: [true, false],
      printed: '{}',
    });
  });

  it('grant nothing to an identity that is not allowed', async () => {
    expect(await get('/elevated', 'VISITOR')).toBe('identity_not_allowed');
  });

  it('grant nothing on a route that is not elevated, and name the missing word', async () => {
    expect(await get('/not-elevated', 'USER')).toBe('crashed');
    expect(String(errors[0])).toContain(
      '@CurrentAppIdentity() in ProbeController.notElevated needs @Elevated({…}) on the same method',
    );
  });

  it('keep a route closed that got past the check at start', async () => {
    expect(await get('/undeclared', 'USER')).toBe('crashed');
  });

  const post = async (url: string, payload: object) =>
    (await app.inject({ method: 'POST', url, payload, headers: { authorization: 'USER' } })).payload;

  it('keep routes for Wix closed to everyone else, a good access token notwithstanding', async () => {
    expect(await post('/webhook', {})).toBe('invalid_signature');
    expect(await post('/webhook', { kind: 'service-plugin' })).toBe('invalid_signature');
    expect(accessTokens.authenticate).not.toHaveBeenCalled();
  });

  it.each([
    ['/webhook', 'webhook'],
    ['/plugin', 'service-plugin'],
  ])('hand the verified claims to %s', async (path, kind) => {
    expect(JSON.parse(await post(path, { kind, data: 'd' }))).toEqual({ kind, data: 'd' });
  });

  it('hand no claims of one kind to a handler of the other', async () => {
    expect(await post('/mixed-up', { kind: 'webhook' })).toBe('crashed');
    expect(String(errors[0])).toContain("ProbeController.mixedUp needs @SignedByWix('service-plugin') on the same");
  });

  it('hand on whether the route wants a fresh verdict', async () => {
    await get('/fresh', 'USER');
    expect(accessTokens.authenticate).toHaveBeenCalledWith('USER', expect.objectContaining({ fresh: true }));
  });

  it('read the instance parameter only where a route opted in', async () => {
    const value = `${'A'.repeat(43)}.${Buffer.from('{"a":1}').toString('base64url')}`;
    expect(await get(`/any?instance=${value}`)).toBe('authentication_required');
    expect(signedInstances.authenticate).not.toHaveBeenCalled();
    expect(await get(`/parameter?instance=${value}`)).toBe('invalid_token');
    expect(signedInstances.authenticate).toHaveBeenCalledTimes(1);
    expect(await get('/parameter?instance=a&instance=b')).toBe('invalid_request');
  });

  it.each([
    ['no credential', undefined, 'authentication_required'],
    ['a malformed one', 'Bearer', 'invalid_request'],
    ['a bad one', 'junk', 'invalid_token'],
  ])('charge the address for %s', async (_, authorization, code) => {
    expect(await get('/any', authorization)).toBe(code);
    expect(anonymous.charge).toHaveBeenCalledTimes(1);
    expect(anonymous.charge).toHaveBeenCalledWith('127.0.0.1', expect.anything());
  });

  it('give the place of a question back once it is charged for, or found good', async () => {
    const charged = deferred<true>();
    anonymous.charge.mockReturnValueOnce(charged.promise);
    const refused = get('/any', 'junk');
    await until(() => anonymous.charge.mock.calls.length > 0);
    expect(anonymous.release).not.toHaveBeenCalled();
    charged.resolve(true);
    expect(await refused).toBe('invalid_token');
    expect(anonymous.release).toHaveBeenCalledTimes(1);

    accessTokens.authenticate.mockReturnValueOnce(Promise.resolve(visitorOf('v')));
    await get('/any', 'good');
    expect(anonymous.release).toHaveBeenCalledTimes(2);
  });

  it('answer 429 instead once the address has used up its minute', async () => {
    anonymous.charge.mockImplementationOnce(() => {
      throw new CodedError('rate_limited', 'Too many.');
    });
    expect(await get('/any', 'junk')).toBe('rate_limited');
  });

  it('charge nobody while Wix is down, for a good token, or for a wrong identity', async () => {
    expect(await get('/any', 'down')).toBe('token_info_unavailable');
    await get('/any', 'USER');
    await get('/members', 'VISITOR');
    expect(anonymous.charge).not.toHaveBeenCalled();
  });

  it.each([
    ['/any', 'allowed'],
    ['/fresh', 'refused'],
    ['/elevated', 'refused'],
  ])('let a verdict past its time serve on %s or not: %s', async (url, stale) => {
    await get(url, 'USER');
    expect(accessTokens.authenticate).toHaveBeenCalledWith('USER', expect.objectContaining({ stale }));
  });

  it('say in the answer that a verdict was past its time, and only then', async () => {
    const call = () => app.inject({ url: '/any', headers: { authorization: 'USER' } });
    expect((await call()).headers).not.toHaveProperty('x-liftgate-verdict');
    const known = accessTokens.authenticate('USER');
    accessTokens.authenticate.mockImplementationOnce((...[, options]: unknown[]) => {
      (options as { servedStale: () => void }).servedStale();
      return known;
    });
    expect((await call()).headers).toHaveProperty('x-liftgate-verdict', 'stale');
  });

  it('keep an instance out from which the app was removed, whatever its credential, and charge nobody', async () => {
    installations.admits.mockReturnValueOnce(false);
    expect(await get('/any', 'USER')).toBe('app_not_installed');
    expect(anonymous.charge).not.toHaveBeenCalled();
    expect(installations.admits).toHaveBeenCalledWith(expect.objectContaining({ instanceId: INSTANCE_ID }));
    expect(await get('/any', 'USER')).not.toBe('app_not_installed');
  });

  describe('where sessions are kept,', () => {
    const getWith = async (headers: Record<string, string>) => (await app.inject({ url: '/any', headers })).payload;
    const COOKIE = { cookie: 'a=b; __Host-liftgate-session=the-value' };
    beforeEach(() => {
      sessions.isOn = true;
    });
    afterEach(() => {
      sessions.isOn = false;
    });

    it('take the cookie for a credential', async () => {
      expect(JSON.parse(await getWith(COOKIE))).toEqual({ type: 'VISITOR', id: 'the-value' });
      expect(sessions.begin).not.toHaveBeenCalled();
    });

    it('refuse it beside another one, and ask about neither', async () => {
      expect(await getWith({ ...COOKIE, authorization: 'USER' })).toBe('invalid_request');
      expect(sessions.authenticate).not.toHaveBeenCalled();
      expect(accessTokens.authenticate).not.toHaveBeenCalled();
    });

    it('have a session begin for a request without any, where the page may have one', async () => {
      expect(JSON.parse(await getWith({ 'sec-fetch-site': 'same-origin' }))).toEqual({ type: 'VISITOR', id: 'new' });
      expect(await getWith({})).toBe('authentication_required');
    });

    it('begin none in the place of a credential that is no good', async () => {
      expect(await getWith({ 'sec-fetch-site': 'same-origin', authorization: 'junk' })).toBe('invalid_token');
      expect(await getWith({ 'sec-fetch-site': 'same-origin', authorization: 'Basic x' })).toBe(
        'authentication_required',
      );
      expect(sessions.begin).not.toHaveBeenCalled();
    });

    it('keep one out whose app was removed', async () => {
      installations.admits.mockReturnValueOnce(false);
      expect(await getWith(COOKIE)).toBe('app_not_installed');
    });
  });

  it('look at no cookie where sessions are off', async () => {
    const headers = {
      cookie: '__Host-liftgate-session=the-value; __Host-liftgate-session=again',
      authorization: 'USER',
    };
    expect(JSON.parse((await app.inject({ url: '/any', headers })).payload)).toEqual({ type: 'USER', id: 'id' });
    expect(sessions.authenticate).not.toHaveBeenCalled();
  });

  it('treat HEAD like GET', async () => {
    const answer = await app.inject({ method: 'HEAD', url: '/any' });
    expect(answer.statusCode).toBe(599);
  });
});
