import { validToken } from '../fixtures.mjs';
import { startGateway } from '../gateway.mjs';
import { spread } from '../statistics.mjs';

const FORWARD = '/v1/instance/details';
/**
 * Of the first two the process itself is the limit: twice what it can do is more than the load generator beside it can ask
 * for at a pace, so all of a crowd ask as fast as they are answered. Of the third the capacity is known, 512 calls at a
 * time of a second each, which leaves the processor time to spare, and twice as much is asked for: for so long that
 * all who may wait do so, and the rest is refused.
 */
const LOADS = {
  identity: { path: '/v1/identity', wixMs: 0, peakConnections: 64, connections: 2_000, sliceMs: 2_000 },
  forward: { path: FORWARD, wixMs: 0, peakConnections: 64, connections: 2_000, sliceMs: 2_000 },
  forwardToSlowWix: { path: FORWARD, wixMs: 1_000, peakConnections: 1_024, connections: 4_000, sliceMs: 10_000 },
};

/** What is still served, and how soon the rest hears so, when twice as much is asked of a process as it can do. */
export async function overload(bench) {
  const token = validToken('warm');
  const gateway = await startGateway({ wix: bench.wix });
  await gateway.settled();
  const results = {};
  for (const [name, { path, wixMs, peakConnections, connections, sliceMs }] of Object.entries(LOADS)) {
    await bench.askUpstream({ latencyMs: wixMs });
    const run = async (job) => {
      const target = { port: gateway.port, path, token, durationMs: sliceMs };
      const { requests, statuses, elapsedMs, p99, refusedP99 } = await bench.load.run({ ...target, ...job });
      return {
        served: ((statuses[200] ?? 0) / elapsedMs) * 1_000,
        offered: (requests / sliceMs) * 1_000,
        statuses,
        p99,
        refusedP99,
      };
    };
    const peakOf = () => run({ kind: 'slice', connections: peakConnections });
    const { served: warm } = await peakOf();
    const rounds = [];
    for (let round = 0; round < (bench.quick ? 3 : 5); round++) {
      const peak = await peakOf();
      const crowd = await run(
        wixMs === 0
          ? { kind: 'slice', connections }
          : { kind: 'paced', connections, perSecond: 2 * Math.max(warm, peak.served) },
      );
      rounds.push({ peak, crowd });
    }
    await bench.load.run({ kind: 'close', port: gateway.port });
    const statuses = {};
    for (const { crowd } of rounds) {
      for (const status in crowd.statuses) statuses[status] = (statuses[status] ?? 0) + crowd.statuses[status];
    }
    results[name] = {
      connections,
      wixMs,
      servedOfPeak: spread(rounds.map(({ peak, crowd }) => crowd.served / peak.served)),
      required: 0.8,
      offeredOfPeak: spread(rounds.map(({ peak, crowd }) => crowd.offered / peak.served)),
      statuses,
      servedP99Ms: spread(rounds.map(({ crowd }) => crowd.p99)),
      refusedP99Ms: spread(rounds.map(({ crowd }) => crowd.refusedP99)),
      requiredRefusalMs: 50,
    };
    const { servedOfPeak, offeredOfPeak, servedP99Ms, refusedP99Ms } = results[name];
    bench.print(
      `${path}, Wix ${wixMs} ms, ${offeredOfPeak.median} of the peak offered over ${connections} connections: ${servedOfPeak.median} (${servedOfPeak.low}–${servedOfPeak.high}) served [at least 0.8], ` +
        `p99 ${servedP99Ms.median} ms, refusals' ${refusedP99Ms.median} ms [at most 50]; ${JSON.stringify(statuses)}`,
    );
  }
  await bench.askUpstream({ latencyMs: 0 });
  await gateway.stop();
  return results;
}
