import { join } from 'node:path';
import type { SiteDescription } from '../../unit/emulator/emulator.fixture';
import { GatewayFixture } from '../../support/gateway.fixture';
import { WebMethodsModule } from '../../../src/web-methods/web-methods.module';

let gateway: GatewayFixture;
let site: SiteDescription;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  gateway = await GatewayFixture.start({ imports: [WebMethodsModule.forDirectory(join(__dirname, 'backend'))] });
  site = await gateway.emulator.install();
  for (const type of ['VISITOR', 'MEMBER', 'USER', 'APP']) tokens[type] = await gateway.emulator.token(site, type);
}, 30_000);
afterAll(() => gateway.close());

/** Wix's own client, to the byte: what `@wix/cli-app` puts into a front-end. */
async function callWebMethod(filename: string, method: string, args: unknown, type = 'VISITOR') {
  const answer = await fetch(`${gateway.url}/_webMethods/${filename}/${method}.ajax`, {
    method: 'POST',
    body: typeof args === 'string' ? args : JSON.stringify(args),
    headers: { 'Content-Type': 'application/json', Authorization: tokens[type] ?? '' },
  });
  const text = await answer.text();
  return { status: answer.status, text, type: answer.headers.get('content-type') };
}

describe('smoke', () => {
  it.each(['getInstance', 'whoAmI', 'memberOnly', 'adminOnly', 'none'])('%s', async (method) => {
    for (const type of ['VISITOR', 'MEMBER', 'USER', 'APP', 'NOBODY'])
      console.log(method, type, JSON.stringify(await callWebMethod('src/backend/instance.web.ts', method, [], type)));
  });
  it.each([
    'echo',
    'add',
    'nothing',
    'fails',
    'throwsText',
    'throwsNull',
    'notFound',
    'circular',
    'undeclared',
    'nobody',
    'helper',
  ])('%s', async (method) => {
    console.log(method, JSON.stringify(await callWebMethod('src/backend/every-kind.web.ts', method, [1, 2])));
    const { body, status } = await gateway.http
      .post(`/v1/web-methods/every-kind/${method}`)
      .set('authorization', tokens.VISITOR ?? '')
      .send([1, 2]);
    console.log(method, status, JSON.stringify(body));
  });
});
