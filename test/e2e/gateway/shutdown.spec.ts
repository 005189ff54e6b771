import { Agent } from 'node:http';
import { EmulatedWix } from '../../support/emulated-wix';
import { GatewayProcess } from '../../support/gateway.process';
import { sendRequest } from '../../support/http-request';
import { until } from '../../support/until';

it('SIGTERM fails no forward that is under way, on whatever connection, and ends with 0', async () => {
  const wix = await EmulatedWix.start();
  const agent = new Agent({ keepAlive: true });
  const gateway = await GatewayProcess.start(wix.url);
  try {
    const { instanceId } = await wix.install();
    const authorization = await wix.mint(instanceId, 'USER');
    const get = () => sendRequest(gateway.url, { path: '/v1/instance', headers: { authorization }, agent });
    expect((await get()).status).toBe(200);
    await wix.fault({ path: '/apps/v1/instance', latencyMs: 2_500 });
    await wix.forgetCalls();
    const answers = Array.from({ length: 40 }, get);
    await until(async () => (await wix.calls()).length === 40);

    const ended = gateway.end('SIGTERM');
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await ended).toBe(0);
  } finally {
    agent.destroy();
    await gateway.end('SIGKILL');
    await wix.close();
  }
});
