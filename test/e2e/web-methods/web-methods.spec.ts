import { join } from 'node:path';
import { createClient } from '@wix/sdk';
import { WebMethodsModule } from '../../../src/web-methods/web-methods.module';
import { GatewayFixture } from '../../support/gateway.fixture';
import { until } from '../../support/until';
import type { SiteDescription } from '../../unit/emulator/emulator.fixture';
import { expectProblem } from '../../unit/http/http.harness';
import { gate } from './backend/every-kind.web';

const BACKEND = join(__dirname, 'backend');
const INSTANCE = 'src/backend/instance.web.ts';
const EVERY_KIND = 'src/backend/every-kind.web.ts';

let gateway: GatewayFixture;
let site: SiteDescription;
const tokens = new Map<string, string>();

beforeAll(async () => {
  gateway = await GatewayFixture.start({ imports: [WebMethodsModule.forDirectory(BACKEND, 300)] });
  site = await gateway.emulator.install();
  for (const type of ['VISITOR', 'MEMBER', 'USER', 'APP']) tokens.set(type, await gateway.emulator.token(site, type));
}, 30_000);

afterAll(() => gateway.close());

interface WebMethodCall {
  readonly baseURL: string;
  readonly filename: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** Wix's browser client, as the front-end build of its CLI puts it in place of every web method. */
function callWebMethod(filename: string, method: string, args: readonly unknown[], type: string): Promise<unknown> {
  const token = tokens.get(type);
  const client = createClient({
    auth: { getAuthHeaders: () => Promise.resolve({ headers: token === undefined ? {} : { Authorization: token } }) },
  });
  const call = client.use((site: { fetchWithAuth: typeof fetch }) => async (options: WebMethodCall) => {
    const { baseURL, filename: file, method: name, args: values } = options;
    const url = `${baseURL}/_webMethods/${file}/${name}.ajax`;
    const answer = await site.fetchWithAuth(url, { body: JSON.stringify(values), method: 'POST' });
    const json = (await answer.json()) as { result: unknown; exception?: boolean };
    if (json.exception === true) throw json.result;
    return json.result;
  });
  return call({ baseURL: gateway.url, filename, method, args });
}

/** The bytes of a call. */
function post(url: string, body: string, headers: Record<string, string> = {}) {
  return gateway.http
    .post(url)
    .set({ authorization: tokens.get('VISITOR') ?? '', 'content-type': 'application/json', ...headers })
    .send(body);
}

const ajax = (name: string, body = '[]') => post(`/_webMethods/${EVERY_KIND}/${name}.ajax`, body);
const rest = (name: string, body = '[]') => post(`/v1/web-methods/every-kind/${name}`, body);
const wixPaths = async () => (await gateway.wixCalls()).map(({ path }) => path);

describe("through Wix's own client", () => {
  const passes = (subjectType: string): unknown => expect.objectContaining({ subjectType });
  const refused = { name: 'IdentityNotAllowedError', message: expect.any(String), code: 'identity_not_allowed' };
  const unknown = { name: 'AuthenticationRequiredError', message: expect.any(String), code: 'authentication_required' };

  it.each([
    ['whoAmI', 'VISITOR', true],
    ['whoAmI', 'MEMBER', true],
    ['whoAmI', 'USER', true],
    ['whoAmI', 'APP', false],
    ['whoAmI', 'NOBODY', false],
    ['memberOnly', 'VISITOR', false],
    ['memberOnly', 'MEMBER', true],
    ['memberOnly', 'USER', true],
    ['memberOnly', 'APP', false],
    ['memberOnly', 'NOBODY', false],
    ['adminOnly', 'VISITOR', false],
    ['adminOnly', 'MEMBER', false],
    ['adminOnly', 'USER', true],
    ['adminOnly', 'APP', false],
    ['adminOnly', 'NOBODY', false],
  ])('%s as %s: %s', async (method, type, allowed) => {
    const called = callWebMethod(INSTANCE, method, [], type);
    if (allowed) await expect(called).resolves.toEqual(passes(type));
    else await expect(called).rejects.toEqual(type === 'NOBODY' ? unknown : refused);
  });

  it("runs the snippet of the guides with the app's identity, one Wix call, audited", async () => {
    await callWebMethod(INSTANCE, 'getInstance', [], 'VISITOR');
    await gateway.forgetCalls();
    const found = await callWebMethod(INSTANCE, 'getInstance', [], 'VISITOR');
    expect(found).toMatchObject({ instance: { instanceId: site.instanceId }, site: { siteId: site.siteId } });
    expect(await wixPaths()).toEqual(['/apps/v1/instance']);
    expect((await gateway.audited())[0]).toMatchObject({
      route: `POST /_webMethods/${INSTANCE}/getInstance.ajax`,
      wixCall: 'GET /apps/v1/instance',
      identityType: 'VISITOR',
      outcome: 'succeeded',
    });
  });

  it('carries arguments and results as JSON does', async () => {
    const sent = ['text', 1.5, null, { deep: [true] }, undefined];
    expect(await callWebMethod(EVERY_KIND, 'echo', sent, 'VISITOR')).toEqual([
      'text',
      1.5,
      null,
      { deep: [true] },
      null,
    ]);
    expect(await callWebMethod(EVERY_KIND, 'nothing', [], 'VISITOR')).toBeUndefined();
  });

  it('runs functions of folders within src/backend', async () => {
    expect(await callWebMethod('src/backend/orders/list.web.ts', 'list', [], 'USER')).toEqual([]);
  });

  it('tells a body that is too large as an exception, for the client reads no status', async () => {
    const called = callWebMethod(EVERY_KIND, 'echo', ['x'.repeat(1024 * 1024)], 'VISITOR');
    await expect(called).rejects.toMatchObject({ code: 'payload_too_large' });
  });

  it('may be called from any page', async () => {
    const preflight = await gateway.http
      .options(`/_webMethods/${EVERY_KIND}/echo.ajax`)
      .set({ origin: 'https://a.wixsite.com', 'access-control-request-method': 'POST' });
    expect(preflight.headers['access-control-allow-methods']).toContain('POST');
    for (const name of ['authorization', 'content-type', 'x-wix-linguist', 'x-wix-consistent', 'commonconfig']) {
      expect(preflight.headers['access-control-allow-headers']).toContain(name);
    }
    const answer = await ajax('echo').set('origin', 'https://a.wixsite.com');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });
});

describe('an exception', () => {
  it.each([
    ['fails', 'select * from orders failed'],
    ['throwsText', 'The web method threw a value that is no Error.'],
    ['throwsNull', 'The web method threw a value that is no Error.'],
    ['circular', expect.stringContaining('circular')],
    ['big', expect.stringContaining('BigInt')],
    ['never', 'The web method never did not end within 0.3 seconds.'],
  ])('of %s is 200 in one form and 500 in the other, logged, without a stack', async (name, message) => {
    const before = gateway.logged('request failed').length;
    const answer = await ajax(name).expect(200);
    expect(answer.body).toEqual({ result: { name: expect.any(String), message }, exception: true });
    expect(gateway.logged('request failed')).toHaveLength(before + 1);
    expectProblem(await rest(name), 500, 'internal_error');
  });

  it('of time leaves nothing to a function that goes on all the same', async () => {
    const { body } = await ajax('late').expect(200);
    expect(body).toMatchObject({ result: { message: expect.stringContaining('did not end') }, exception: true });
    await gateway.forgetCalls();
    gate.open();
    await until(() => gate.failure !== undefined);
    expect(gate.failure).toHaveProperty('message', expect.stringContaining('late.ajax is over'));
    expect(await wixPaths()).toEqual([]);
  });

  it('with a meaning keeps it', async () => {
    const { body } = await ajax('notFound').expect(200);
    expect(body).toEqual({
      result: { name: 'CodedError', message: expect.any(String), code: 'not_found' },
      exception: true,
    });
    expectProblem(await rest('notFound'), 404, 'not_found');
  });

  it('for an undeclared Wix call names the file and the line to add; nothing is sent, and it is audited', async () => {
    await gateway.forgetCalls();
    const { body } = await ajax('undeclared').expect(200);
    expect(body.result.message).toContain(
      "Add to src/backend/every-kind.web.policy.ts: undeclared: ['GET /apps/v1/instance'],",
    );
    expect((await gateway.audited())[0]).toMatchObject({ outcome: 'denied' });
    expectProblem(await rest('undeclared'), 500, 'internal_error');
    expect(await wixPaths()).toEqual([]);
  });
});

describe('a call that is none', () => {
  it.each(['', '{}', 'null', '"text"', '[', `${'['.repeat(33)}${']'.repeat(33)}`, '[{"__proto__":{}}]'])(
    'with the body %j is 400',
    async (body) => {
      const answer = await ajax('echo', body).expect(400);
      expect([answer.text, answer.type]).toEqual(['invalid request', 'text/plain']);
    },
  );

  it.each([
    '/_webMethods/x',
    '/_webMethods/src/backend/every-kind.web.ts',
    '/_webMethods/src/backend/every-kind.web.ts/echo',
    '/_webMethods/echo.ajax',
    '/_webMethods/%/echo.ajax',
    '/_webMethods/src/backend/every-kind.web.ts/%ff.ajax',
    '/_webMethods/src/backend/every-kind.web.ts/%65cho.ajax',
  ])('at %s is 400', async (url) => {
    expect((await post(url, '[]').expect(400)).text).toBe('invalid request');
  });

  it.each(['helper', 'limit', 'nobody', 'constructor', 'toString', 'default', '__proto__'])(
    'of what is no web method, such as %s, is an exception, as on Wix',
    async (name) => {
      const { body } = await ajax(name).expect(200);
      expect(body).toMatchObject({ result: { code: 'not_found' }, exception: true });
      expectProblem(await rest(name), 404, 'not_found');
    },
  );

  it('of another file is an exception', async () => {
    const { body } = await post('/_webMethods/src/backend/../../package.json/x.ajax', '[]');
    expect(body).toMatchObject({ result: { code: 'not_found' }, exception: true });
  });

  it('with a method other than POST is 405', async () => {
    expectProblem(await gateway.http.get(`/_webMethods/${EVERY_KIND}/echo.ajax`), 405, 'method_not_allowed');
  });
});

describe('the typed REST twin', () => {
  it('answers with the result', async () => {
    expect((await rest('add', '[1,2]').expect(200)).body).toEqual({ result: 3 });
    expect((await rest('nothing').expect(200)).body).toEqual({});
  });

  it('takes no body for no arguments', async () => {
    const { body } = await gateway.http
      .post('/v1/web-methods/instance/whoAmI')
      .set('authorization', tokens.get('USER') ?? '')
      .expect(200);
    expect(body.result).toMatchObject({ subjectType: 'USER', instanceId: site.instanceId });
  });

  it('has real statuses', async () => {
    expectProblem(await gateway.http.post('/v1/web-methods/instance/whoAmI'), 401, 'authentication_required');
    expectProblem(await post('/v1/web-methods/instance/adminOnly', '[]'), 403, 'identity_not_allowed');
    expectProblem(await rest('echo', '{}'), 400, 'validation_failed');
  });

  it('and the wire form both hold arguments to the schema', async () => {
    const refused = await rest('add', '["1",101]');
    expectProblem(refused, 400, 'validation_failed');
    expect(refused.body.errors).toEqual([
      { pointer: '/0', detail: expect.any(String) },
      { pointer: '/1', detail: expect.any(String) },
    ]);
    const { body } = await ajax('add', '["1",101]').expect(200);
    expect(body).toMatchObject({ result: { code: 'validation_failed' }, exception: true });
    expectProblem(await rest('add', '[1]'), 400, 'validation_failed');
  });

  it('is in the OpenAPI document, with its policy and the schema of its arguments', async () => {
    const { body } = await gateway.http.get('/openapi.json').expect(200);
    expect(body.paths['/v1/web-methods/instance/getInstance'].post).toMatchObject({
      operationId: 'callInstanceGetInstance',
      'x-route-access': { access: 'elevated', allow: ['VISITOR', 'MEMBER', 'USER'], calls: ['GET /apps/v1/instance'] },
    });
    expect(
      body.paths['/v1/web-methods/every-kind/add'].post.requestBody.content['application/json'].schema,
    ).toMatchObject({ type: 'array', prefixItems: [{ type: 'number' }, { type: 'number', maximum: 100 }] });
  });
});

it('one client that floods with junk does not fill the log with errors', async () => {
  const before = gateway.logged('"level":50').length;
  await post('/_webMethods/src/backend/no.web.ts/x.ajax', '[]', { authorization: '' }).expect(200);
  expect(gateway.logged('"level":50')).toHaveLength(before);
});
