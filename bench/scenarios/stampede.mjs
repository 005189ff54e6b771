import { validToken } from '../fixtures.mjs';
import { startGateway } from '../gateway.mjs';

const REQUESTS = 1_000;

/** A thousand first requests at once, with one token, to a gateway that knows nothing yet; then to two gateways. */
export async function stampede(bench) {
  await bench.askUpstream({ latencyMs: 20 });
  const results = {};
  for (const processes of [1, 2]) {
    const gateways = [];
    for (let index = 0; index < processes; index++) gateways.push(await startGateway({ wix: bench.wix }));
    await bench.askUpstream({ reset: true });
    const bursts = await Promise.all(
      gateways.map(({ port }) =>
        bench.load.run({
          kind: 'burst',
          port,
          path: '/v1/instance/details',
          token: validToken('stampede'),
          connections: REQUESTS / processes,
        }),
      ),
    );
    const { calls } = await bench.askUpstream({});
    for (const gateway of gateways) {
      await bench.load.run({ kind: 'close', port: gateway.port });
      await gateway.stop();
    }
    results[`${processes} process${processes === 1 ? '' : 'es'}`] = {
      requests: bursts.reduce((sum, { requests }) => sum + requests, 0),
      statuses: bursts.map(({ statuses }) => statuses),
      tokenInfoCalls: calls['/oauth2/token-info'] ?? 0,
      tokenCalls: calls['/oauth2/token'] ?? 0,
      forwardedCalls: calls['/apps/v1/instance'] ?? 0,
      lastAnswerMs: Math.round(Math.max(...bursts.map(({ max }) => max))),
    };
  }
  await bench.askUpstream({ latencyMs: 0 });
  for (const [name, result] of Object.entries(results)) {
    bench.print(
      `${REQUESTS} concurrent first requests, ${name}: Token Info ${result.tokenInfoCalls}, token ${result.tokenCalls}, ` +
        `forwarded ${result.forwardedCalls}, last answer after ${result.lastAnswerMs} ms`,
    );
  }
  return results;
}
