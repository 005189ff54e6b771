import { join } from 'node:path';
import { AppInstanceEndpoint } from '../../../examples/backend/api/app-instance.controller';
import { SiteController } from '../../../examples/backend/api/site.controller';
import { importRefreshTokens } from '../../../examples/backend/refresh-tokens';
import { RefreshTokenStore } from '../../../src/elevation/refresh-token.store';
import { SdkModule } from '../../../src/sdk/sdk.module';
import { WebMethodsModule } from '../../../src/web-methods/web-methods.module';
import { GatewayFixture } from '../../support/gateway.fixture';
import type { SiteDescription } from '../../unit/emulator/emulator.fixture';
import { expectProblem } from '../../unit/http/http.harness';

const BACKEND = join(__dirname, '../../../examples/backend');

let gateway: GatewayFixture;
let site: SiteDescription & { readonly siteDisplayName: string };
const tokens = new Map<string, string>();

beforeAll(async () => {
  const imports = [SdkModule, WebMethodsModule.forDirectory(BACKEND)];
  gateway = await GatewayFixture.start({ imports, controllers: [AppInstanceEndpoint, SiteController] });
  // The fixture's type names the least of it.
  site = (await gateway.emulator.install()) as typeof site;
  for (const type of ['VISITOR', 'MEMBER', 'USER']) tokens.set(type, await gateway.emulator.token(site, type));
  // What is remembered from here on is not what the tests count.
  for (const type of tokens.keys()) await call('app-instance', 'getAppInstance', [], type);
}, 30_000);

beforeEach(() => gateway.forgetCalls());
afterAll(() => gateway.close());

const authorization = (type: string) => tokens.get(type) ?? '';

/** As Wix's client calls a web method. */
async function call(file: string, name: string, values: readonly unknown[], type = 'VISITOR') {
  const { body } = await gateway.http
    .post(`/_webMethods/src/backend/${file}.web.ts/${name}.ajax`)
    .set('authorization', authorization(type))
    .send([...values])
    .expect(200);
  return body as { readonly result: unknown; readonly exception?: true };
}

const wixCalls = async () => (await gateway.wixCalls()).map(({ method, path }) => `${method} ${path}`);

describe('web methods of the examples', () => {
  it('auth.getTokenInfo() and auth.elevate() in a CLI web method: one Wix call', async () => {
    const { result } = await call('app-instance', 'getAppInstance', []);
    const { instanceId, siteDisplayName } = site;
    expect(result).toEqual({ instanceId, siteDisplayName, appName: expect.any(String) });
    expect(await wixCalls()).toEqual(['GET /apps/v1/instance']);
  });

  it('the same in a Blocks backend function, its arguments checked', async () => {
    const { result } = await call('blocks', 'greet', ['Ada'], 'MEMBER');
    expect(result).toBe(`Welcome to ${site.siteDisplayName}, Ada (MEMBER)`);
    expect(await call('blocks', 'greet', [{ name: 'Ada' }])).toMatchObject({ result: { code: 'validation_failed' } });
  });

  it('members.listMembers() elevated, for the people who run the site alone', async () => {
    const { result } = await call('members', 'listMembers', [], 'USER');
    const [one, other] = site.members;
    expect(result).toEqual([
      { id: one?.id, loginEmail: one?.loginEmail },
      { id: other?.id, loginEmail: other?.loginEmail },
    ]);
    expect(await wixCalls()).toEqual(['GET /members/v1/members']);
    for (const type of ['VISITOR', 'MEMBER']) {
      const refused = { result: { code: 'identity_not_allowed' }, exception: true };
      expect(await call('members', 'listMembers', [], type)).toMatchObject(refused);
    }
  });

  it('members.getCurrentMember() as the member who calls', async () => {
    const { subjectId } = await gateway.emulator.tokenInfo(authorization('MEMBER'));
    expect(await call('members', 'getMe', [], 'MEMBER')).toEqual({ result: { id: subjectId } });
  });

  it('a query of products as the visitor, and elevated', async () => {
    const { result: seen } = await call('products', 'listProducts', [2]);
    expect(seen).toEqual(Array(2).fill({ id: expect.any(String), name: expect.any(String) }));
    const { result: costs } = await call('products', 'listCosts', [], 'USER');
    expect(costs).toEqual(Array(2).fill({ name: expect.any(String), cost: expect.any(Number) }));
    const path = 'GET /stores-reader/v1/products/query-platformized';
    expect((await wixCalls()).filter((made) => made !== 'POST /oauth2/token')).toEqual([path, path]);
  });
});

describe('an HTTP endpoint of the examples, in a controller', () => {
  const endpoint = '/api/app-instance';

  it('GET(req) reads the query and answers with its Response', async () => {
    const { body } = await gateway.http
      .get(`${endpoint}?of=site`)
      .set('authorization', authorization('VISITOR'))
      .expect(200)
      .expect('content-type', 'application/json');
    expect(body).toEqual({ instanceId: site.instanceId, name: site.siteDisplayName });
    expect(await wixCalls()).toEqual(['GET /apps/v1/instance']);
  });

  it('POST(req) reads a body, and calls as the caller', async () => {
    const post = (type: string, body: object) =>
      gateway.http.post(endpoint).set('authorization', authorization(type)).send(body);
    expect((await post('MEMBER', { note: 'n' }).expect(201)).body).toEqual({ note: 'n', isMember: true });
    expect((await post('VISITOR', { note: 'n' }).expect(201)).body).toEqual({ note: 'n', isMember: false });
    expect((await post('VISITOR', {}).expect(422)).text).toBe('Send a note.');
  });

  it('is behind the access word of its route', async () => {
    expectProblem(await gateway.http.get(endpoint), 401, 'authentication_required');
    expect(await wixCalls()).toEqual([]);
  });
});

describe('what an Express backend did', () => {
  it('WixSdk in place of AppStrategy', async () => {
    const { body } = await gateway.http.get('/api/site').set('authorization', authorization('USER')).expect(200);
    expect(body).toEqual({ siteId: site.siteId, locale: expect.any(String) });
    expect(await wixCalls()).toEqual(['GET /apps/v1/instance']);
  });

  it('the signed instance parameter of a page that Wix opens', async () => {
    const sign = async (claims: object) =>
      (await gateway.emulator.http.post('/_emulator/instance-param').send({ instanceId: site.instanceId, ...claims }))
        .body.instance as string;
    const page = (instance: string) => gateway.http.get('/api/site/external-page').query({ instance });
    const { body } = await page(await sign({ uid: site.ownerId, permissions: 'OWNER' })).expect(200);
    expect(body).toEqual({ instanceId: site.instanceId, identity: { type: 'USER', id: site.ownerId } });
    expectProblem(await page(await sign({ aid: site.ownerId })), 403, 'identity_not_allowed');
  });

  it('app tokens from refresh tokens that were kept', async () => {
    const legacy = (await gateway.emulator.install()) as typeof site;
    const order = { instanceId: legacy.instanceId, subjectType: 'USER' };
    const { body: tokenAnswer } = await gateway.emulator.http.post('/_emulator/tokens').send(order).expect(201);
    await importRefreshTokens(gateway.app.get(RefreshTokenStore, { strict: false }), [
      { instanceId: legacy.instanceId.toUpperCase(), refreshToken: tokenAnswer.refreshToken },
      { instanceId: 'a row that is broken', refreshToken: 'x' },
    ]);
    const { body } = await gateway.http.get('/api/site').set('authorization', tokenAnswer.accessToken).expect(200);
    expect(body.siteId).toBe(legacy.siteId);
    expect(await wixCalls()).toContain('POST /oauth/access');
    expect(await wixCalls()).not.toContain('POST /oauth2/token');
  });
});
