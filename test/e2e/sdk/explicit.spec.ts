import { Controller, Get } from '@nestjs/common';
import { appInstances } from '@wix/app-management';
import { auth } from '@wix/essentials';
import { members } from '@wix/members';
import { Authenticated, Elevated } from '../../../src/auth/access.decorators';
import type { AppIdentity } from '../../../src/auth/app-identity';
import { CurrentAppIdentity } from '../../../src/auth/request-context';
import { parseInstanceId } from '../../../src/identifiers/guid';
import { SdkModule } from '../../../src/sdk/sdk.module';
import { WixContext } from '../../../src/sdk/wix-context';
import { WixSdk } from '../../../src/sdk/wix-sdk';
import { given } from '../../support/app-config';
import { GatewayFixture } from '../../support/gateway.fixture';
import type { SiteDescription } from '../../unit/emulator/emulator.fixture';
import { expectProblem } from '../../unit/http/http.harness';

const CALL = 'GET /apps/v1/instance';

@Controller('explicit')
class ExplicitController {
  constructor(private readonly sdk: WixSdk) {}

  @Get('app')
  @Elevated({ allow: ['VISITOR'], calls: [CALL] })
  async app(@CurrentAppIdentity() identity: AppIdentity) {
    const { instance } = await this.sdk.app(identity, { appInstances }).appInstances.getAppInstance();
    return { instanceId: instance?.instanceId };
  }

  @Get('undeclared')
  @Elevated({ allow: ['VISITOR'], calls: [CALL] })
  undeclared(@CurrentAppIdentity() identity: AppIdentity) {
    return this.sdk.app(identity, { members }).members.listMembers();
  }

  @Get('caller')
  @Authenticated()
  async caller() {
    const { member } = await this.sdk.caller({ members }).members.getCurrentMember();
    return { id: member?._id };
  }
}

let gateway: GatewayFixture;
let site: SiteDescription;

beforeAll(async () => {
  gateway = await GatewayFixture.start({ controllers: [ExplicitController], imports: [SdkModule] });
  site = await gateway.emulator.install();
}, 30_000);

afterAll(() => gateway.close());

const get = async (path: string, type = 'VISITOR') =>
  gateway.http.get(path).set('authorization', await gateway.emulator.token(site, type));
const lastAudit = async () => (await gateway.audited())[0];

describe('WixSdk', () => {
  it('app(identity, modules) makes the declared calls of the identity, audited', async () => {
    expect((await get('/explicit/app')).body).toEqual({ instanceId: site.instanceId });
    expect(await lastAudit()).toMatchObject({ route: 'GET /explicit/app', wixCall: CALL, outcome: 'succeeded' });
  });

  it('app(identity, modules) refuses every other call, audited as denied', async () => {
    await gateway.forgetCalls();
    expectProblem(await get('/explicit/undeclared'), 500, 'internal_error');
    expect(await lastAudit()).toMatchObject({ wixCall: 'GET /members/v1/members', outcome: 'denied' });
    expect((await gateway.wixCalls()).filter(({ path }) => path !== '/oauth2/token-info')).toEqual([]);
  });

  it('app(identity, modules) keeps two instances apart that call at once', async () => {
    const sites = [site, await gateway.emulator.install(), site, await gateway.emulator.install()];
    const tokens = await Promise.all(sites.map((one) => gateway.emulator.token(one, 'VISITOR')));
    const answers = await Promise.all(
      tokens.map((token) => gateway.http.get('/explicit/app').set('authorization', token)),
    );
    expect(answers.map(({ body }): unknown => body)).toEqual(sites.map(({ instanceId }) => ({ instanceId })));
  });

  it('says of modules what they say themselves, by type', () => {
    const sdk = gateway.app.get(WixSdk, { strict: false });
    const typed: () => Promise<members.GetMyMemberResponse> = sdk.caller({ members }).members.getCurrentMember;
    expect(typed).toEqual(expect.any(Function));
    // @ts-expect-error an app identity is granted to a route; a look-alike does not compile, and has no calls
    expect(() => sdk.app({ calls: [CALL] }, { appInstances }).appInstances).not.toThrow();
  });

  it('caller(modules) outside of a request is a clear error', async () => {
    const sdk = gateway.app.get(WixSdk, { strict: false });
    await expect(sdk.caller({ members }).members.getCurrentMember()).rejects.toThrow('outside of a request');
  });

  it('caller(modules) has the rights of the caller', async () => {
    expect((await get('/explicit/caller', 'MEMBER')).body).toEqual({ id: expect.any(String) });
    expectProblem(await get('/explicit/caller'), 403, 'identity_not_allowed');
  });
});

describe('WixContext.runAs', () => {
  const wix = () => gateway.app.get(WixContext, { strict: false });
  const instanceId = () => given(parseInstanceId(site.instanceId));
  const options = { reason: 'nightly report', calls: [CALL] } as const;
  const getAppInstance = () => auth.elevate(appInstances.getAppInstance)();

  it('makes the named calls for the instance, audited with the reason', async () => {
    const found = await wix().runAs(instanceId(), options, getAppInstance);
    expect(found.instance?.instanceId).toBe(site.instanceId);
    expect(await lastAudit()).toMatchObject({
      instanceId: site.instanceId,
      identityType: 'APP',
      route: 'runAs: nightly report',
      wixCall: CALL,
      outcome: 'succeeded',
      requestId: expect.any(String),
    });
  });

  it('makes no other, and says where to name it', async () => {
    const listMembers = () => auth.elevate(members.listMembers)();
    await expect(wix().runAs(instanceId(), options, listMembers)).rejects.toThrow('Add it to the calls of runAs.');
    expect(await lastAudit()).toMatchObject({ wixCall: 'GET /members/v1/members', outcome: 'denied' });
  });

  it('has no caller', async () => {
    const call = () => appInstances.getAppInstance();
    await expect(wix().runAs(instanceId(), options, call)).rejects.toThrow('runAs: nightly report has no caller');
    await expect(wix().runAs(instanceId(), options, () => auth.getTokenInfo())).resolves.toEqual({
      active: true,
      subjectType: 'APP',
      subjectId: expect.any(String),
      clientId: expect.any(String),
      instanceId: site.instanceId,
    });
  });

  it('is over with its function, also when that fails', async () => {
    let late: Promise<unknown> = Promise.resolve();
    let goOn = (): void => undefined;
    const over = new Promise<void>((resolve) => (goOn = resolve));
    const failing = wix().runAs(instanceId(), options, () => {
      late = over.then(getAppInstance);
      throw new Error('of the job');
    });
    await expect(failing).rejects.toThrow('of the job');
    goOn();
    await expect(late).rejects.toThrow('runAs: nightly report is over');
  });

  it('keeps two instances apart that run at once', async () => {
    const other = await gateway.emulator.install();
    const ids = [site, other].flatMap((one) => [one.instanceId, one.instanceId]);
    const found = await Promise.all(ids.map((id) => wix().runAs(given(parseInstanceId(id)), options, getAppInstance)));
    expect(found.map(({ instance }) => instance?.instanceId)).toEqual(ids);
  });
});
