import { validToken } from '../fixtures.mjs';
import { startGateway } from '../gateway.mjs';
import { spread } from '../statistics.mjs';

/** What a second process brings on this machine, which it shares with the load generator. */
export async function twoProcesses(bench) {
  const gateways = [await startGateway({ wix: bench.wix }), await startGateway({ wix: bench.wix })];
  const slice = async (servers, durationMs) => {
    const results = await Promise.all(
      servers.map(({ port }) =>
        bench.load.run({
          kind: 'slice',
          port,
          path: '/v1/identity',
          token: validToken('warm'),
          connections: 64 / servers.length,
          durationMs,
        }),
      ),
    );
    return results.reduce((sum, { requests, elapsedMs }) => sum + (requests / elapsedMs) * 1000, 0);
  };
  await slice(gateways, 2_000);
  const ratios = [];
  for (let round = 0; round < bench.plan.rounds; round++) {
    const one = await slice(gateways.slice(0, 1), 200);
    ratios.push((await slice(gateways, 200)) / one);
  }
  for (const gateway of gateways) await gateway.stop();
  const result = { throughputRatio: spread(ratios) };
  bench.print(`2 processes against 1, beside the generator: ${result.throughputRatio.median} of its requests/s`);
  return result;
}
