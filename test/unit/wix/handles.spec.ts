import { parseAccessToken } from '../../../src/wix/access-token';
import type { AccessToken } from '../../../src/wix/access-token';
import { BROKEN_ANSWERS } from './broken-answers';
import { LoopbackServer } from './loopback-server';
import { INSTANCE_ID, testConfig, testOAuthClient, testRestClient } from './test-app';

const CALLER = { instanceId: INSTANCE_ID, accessToken: parseAccessToken('token') ?? ('' as AccessToken) };
/** All that end by themselves, and not by a deadline. */
const FAULTS = BROKEN_ANSWERS.filter(([, reason]) => reason !== 'timeout' && reason !== 'too large');

describe('a thousand faults', () => {
  let wix: LoopbackServer;

  beforeEach(async () => {
    wix = await new LoopbackServer().start();
  });

  afterEach(() => wix.stop());

  const handles = (kind: string) => process.getActiveResourcesInfo().filter((name) => name === kind).length;
  const endure = async (ask: (index: number) => Promise<unknown>) => {
    wix.respond = (response, request) => {
      FAULTS[wix.received.length % FAULTS.length]?.[2](response, request);
    };
    for (let asked = 0; asked < 1_000; asked += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, at) => ask(asked + at).catch(() => undefined)));
    }
    expect(wix.received.length).toBeGreaterThanOrEqual(1_000);
  };

  it('of the API leave no timer and no connection behind', async () => {
    const client = testRestClient(testConfig(wix.origin, { deadlineMs: 60_000, budgetPerInstance: 100_000 }));
    const [timers, sockets] = [handles('Timeout'), handles('TCPSocketWrap')];
    // Each of an operation of its own, or a circuit would open.
    await endure((index) => client.send({ ...CALLER, call: `POST /${index}` }));
    expect(handles('Timeout')).toBeLessThanOrEqual(timers);
    await client.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(handles('TCPSocketWrap')).toBeLessThanOrEqual(sockets);
  });

  it('of the token endpoint leave no timer and no connection behind', async () => {
    const config = testConfig(wix.origin, { deadlineMs: 60_000, budgetPerInstance: 100_000 });
    const [timers, sockets] = [handles('Timeout'), handles('TCPSocketWrap')];
    await endure(() => testOAuthClient(config).forInstance(INSTANCE_ID));
    await wix.stop();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(handles('Timeout')).toBeLessThanOrEqual(timers);
    expect(handles('TCPSocketWrap')).toBeLessThanOrEqual(sockets);
    await wix.start();
  });
});
