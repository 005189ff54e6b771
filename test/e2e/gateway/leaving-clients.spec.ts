import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { EmulatedWix } from '../../support/emulated-wix';
import { Gateway } from '../../support/gateway';
import { INSTANCE_ANSWER, PlayedWix } from '../../support/played-wix';
import { until } from '../../support/until';

const ROUTE = '/v1/instance/details';

let wix: EmulatedWix;
let gateway: Gateway;
let token: string;

beforeAll(async () => {
  wix = await EmulatedWix.start();
  gateway = await Gateway.start(wix.url, { WIX_API_TIMEOUT_MS: '2000' });
  const { instanceId } = await wix.install();
  token = await wix.mint(instanceId, 'USER');
});
afterAll(async () => {
  await gateway.close();
  await wix.close();
});
afterEach(() => wix.clearFaults());

/** Asks, and hangs up as soon as Wix has the calls. */
async function leave(count: number): Promise<void> {
  await wix.forgetCalls();
  const asked = Array.from({ length: count }, () => {
    const { hostname, port } = new URL(gateway.url);
    const sent = request({ hostname, port, path: ROUTE, headers: { authorization: token }, agent: false });
    sent.on('error', () => undefined).end();
    return sent;
  });
  await until(async () => (await wix.calls()).length === count);
  for (const sent of asked) sent.destroy();
}

it('clients that leave while Wix is silent keep nothing from the others', async () => {
  await gateway.get(ROUTE, token);
  await wix.fault({ path: '/apps/v1/instance', latencyMs: 1_000 });
  await leave(10);
  await wix.clearFaults();
  expect((await gateway.get(ROUTE, token)).status).toBe(200);
});

it('HEAD is answered as GET is, without the body', async () => {
  const [get, head] = [
    await gateway.get(ROUTE, token),
    await gateway.send({ method: 'HEAD', path: ROUTE, headers: { authorization: token } }),
  ];
  expect(head).toMatchObject({ status: 200, text: '' });
  expect(head.headers['content-length']).toBe(String(Buffer.byteLength(get.text)));
  expect(head.headers['content-type']).toBe(get.headers['content-type']);
});

it('of an answer that broke off at Wix no byte reaches the client', async () => {
  for (const reset of [true, 'mid-body']) {
    await wix.fault({ path: '/apps/v1/instance', reset });
    const answer = await gateway.get(ROUTE, token);
    expect(answer).toMatchObject({ status: 502, json: { code: 'wix_unavailable' } });
    await wix.clearFaults();
  }
});

it('a client that reads nothing delays nobody, and may leave amid its answer', async () => {
  await PlayedWix.during(
    { '/apps/v1/instance': { ...INSTANCE_ANSWER, more: 'x'.repeat(4_000_000) } },
    async (large) => {
      await Gateway.during(large.url, {}, async (other) => {
        const { hostname, port } = new URL(other.url);
        const lazy = Array.from({ length: 10 }, () => connect(Number(port), hostname).pause());
        for (const socket of lazy) socket.write(`GET ${ROUTE} HTTP/1.1\r\nHost: x\r\nAuthorization: USER\r\n\r\n`);
        await until(() => large.requests.filter(({ target }) => target === '/apps/v1/instance').length === 10);
        expect((await other.get(ROUTE, 'USER')).text.length).toBeGreaterThan(4_000_000);
        for (const socket of lazy) {
          socket.destroy();
          await once(socket, 'close');
        }
        expect((await other.get(ROUTE, 'USER')).status).toBe(200);
      });
    },
  );
});
