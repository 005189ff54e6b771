import type { SiteDescription } from '../../unit/emulator/emulator.fixture';
import { GatewayFixture } from '../../support/gateway.fixture';
import { AmbientController } from './ambient.controller';

let gateway: GatewayFixture;
let site: SiteDescription;
let visitor: string;
let user: string;

beforeAll(async () => {
  gateway = await GatewayFixture.start({ controllers: [AmbientController] });
  site = await gateway.emulator.install();
  visitor = await gateway.emulator.token(site, 'VISITOR');
  user = await gateway.emulator.token(site, 'USER');
}, 30_000);

afterAll(() => gateway.close());

const get = (path: string, token = visitor) => gateway.http.get(path).set('authorization', token);
const wixPaths = async () => (await gateway.wixCalls()).map(({ method, path }) => `${method} ${path}`);

describe("the guides' snippets in a controller", () => {
  it('auth.getTokenInfo() answers without a Wix call of its own', async () => {
    await get('/sdk/token-info').expect(200);
    await gateway.forgetCalls();
    const { body } = await get('/sdk/token-info').expect(200);
    expect(body).toMatchObject({
      active: true,
      subjectType: 'VISITOR',
      instanceId: site.instanceId,
      siteId: site.siteId,
      exp: expect.any(Number),
      iat: expect.any(Number),
    });
    expect(body).toEqual(expect.objectContaining(await pick(visitor, Object.keys(body))));
    expect(await wixPaths()).toEqual(['POST /oauth2/token-info']);
  });

  it('auth.elevate(appInstances.getAppInstance)() makes one Wix call when warm', async () => {
    await get('/sdk/instance').expect(200);
    await gateway.forgetCalls();
    const { body } = await get('/sdk/instance').expect(200);
    expect(body.instance.instanceId).toBe(site.instanceId);
    expect(await wixPaths()).toEqual(['GET /apps/v1/instance']);
  });

  it.each([
    '/sdk/direct',
    '/sdk/undeclared',
    '/sdk/another-call',
    '/sdk/products',
    '/sdk/products/1',
    '/sdk/fetch',
    '/sdk/public',
  ])('%s', async (path) => {
    const { body, status } = await get(path);
    console.log(
      path,
      status,
      JSON.stringify(body).slice(0, 300),
      gateway.logged('request failed').at(-1)?.slice(0, 700),
    );
  });
  it('mem', async () => {
    const { body, status } = await get('/sdk/members', user);
    console.log(
      status,
      JSON.stringify(body).slice(0, 300),
      gateway.logged('request failed').at(-1)?.slice(0, 700),
      await wixPaths(),
    );
  });
});

/** What the emulator itself says of a token: our answer may leave out, and not differ. */
async function pick(token: string, names: readonly string[]): Promise<Record<string, unknown>> {
  const info = await gateway.emulator.tokenInfo(token);
  return Object.fromEntries(
    names.map((name) => [name, name === 'exp' || name === 'iat' ? Number(info[name]) : info[name]]),
  );
}
