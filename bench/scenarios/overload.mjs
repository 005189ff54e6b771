import { validToken } from '../fixtures.mjs';
import { startGateway } from '../gateway.mjs';
import { spread } from '../statistics.mjs';

const ROUTES = { identity: '/v1/identity', forward: '/v1/instance/details' };
const PEAK_CONNECTIONS = 64;
const CONNECTIONS = 2_000;
const SLICE_MS = 2_000;

/** What is still served, and how soon the rest hears so, when twice as much is asked of a process as it can do. */
export async function overload(bench) {
  const token = validToken('warm');
  const gateway = await startGateway({ wix: bench.wix });
  await gateway.settled();
  const results = {};
  for (const [name, path] of Object.entries(ROUTES)) {
    const run = async (job) => {
      const target = { port: gateway.port, path, token, durationMs: SLICE_MS };
      const { requests, statuses, elapsedMs, p99, refusedP99 } = await bench.load.run({ ...target, ...job });
      return {
        served: ((statuses[200] ?? 0) / elapsedMs) * 1_000,
        offered: (requests / elapsedMs) * 1_000,
        statuses,
        p99,
        refusedP99,
      };
    };
    const peakOf = () => run({ kind: 'slice', connections: PEAK_CONNECTIONS });
    const { served: warm } = await peakOf();
    const rounds = [];
    for (let round = 0; round < (bench.quick ? 3 : 5); round++) {
      const peak = await peakOf();
      const crowd = await run({ kind: 'paced', connections: CONNECTIONS, perSecond: 2 * Math.max(warm, peak.served) });
      rounds.push({ peak, crowd });
    }
    await bench.load.run({ kind: 'close', port: gateway.port });
    const statuses = {};
    for (const { crowd } of rounds) {
      for (const status in crowd.statuses) statuses[status] = (statuses[status] ?? 0) + crowd.statuses[status];
    }
    results[name] = {
      connections: CONNECTIONS,
      servedOfPeak: spread(rounds.map(({ peak, crowd }) => crowd.served / peak.served)),
      required: 0.8,
      offeredOfPeak: spread(rounds.map(({ peak, crowd }) => crowd.offered / peak.served)),
      statuses,
      servedP99Ms: spread(rounds.map(({ crowd }) => crowd.p99)),
      refusedP99Ms: spread(rounds.map(({ crowd }) => crowd.refusedP99)),
    };
    const { servedOfPeak, offeredOfPeak, servedP99Ms, refusedP99Ms } = results[name];
    bench.print(
      `${path}, ${offeredOfPeak.median} of the peak offered over ${CONNECTIONS} connections: ${servedOfPeak.median} (${servedOfPeak.low}–${servedOfPeak.high}) served [at least 0.8], ` +
        `p99 ${servedP99Ms.median} ms, refusals' ${refusedP99Ms.median} ms; ${JSON.stringify(statuses)}`,
    );
  }
  await gateway.stop();
  return results;
}
