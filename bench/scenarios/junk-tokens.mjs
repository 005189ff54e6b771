import { setTimeout as wait } from 'node:timers/promises';
import { validToken } from '../fixtures.mjs';
import { startGateway } from '../gateway.mjs';
import { Load } from '../load.client.mjs';

const PATH = '/v1/identity';
const MEBIBYTES_REQUIRED = 64;
/** A second. Were it as fast as it can, it would slow the junk by half. */
const WARM_REQUESTS = 100;

/** Tokens that Wix does not know, every one another, while one caller goes on: what stays in memory, and is it disturbed. */
export async function junkTokens(bench) {
  const gateway = await startGateway({ wix: bench.wix });
  const port = gateway.port;
  const warm = { kind: 'slice', port, path: PATH, token: validToken('warm'), connections: 1 };
  const caller = new Load();
  await gateway.settled();
  // What the process takes once it has worked at all is not what junk costs: warm up with junk too.
  await caller.run({ ...warm, connections: 64, durationMs: 2_000 });
  await bench.load.run({ kind: 'junk', port, path: PATH, from: 0, count: 2_000, connections: 64, durationMs: 5_000 });
  await wait(500);
  const beforeMiB = gateway.residentMiB();
  await bench.askUpstream({ reset: true, watched: warm.token });
  let done = false;
  const junk = bench.load
    .run({
      kind: 'junk',
      port,
      path: PATH,
      from: 2_000,
      count: bench.junkTokens,
      connections: 64,
      durationMs: bench.junkMs,
    })
    .finally(() => (done = true));
  let warmRequests = 0;
  let peakMiB = beforeMiB;
  while (!done) {
    const paced = { ...warm, kind: 'paced', perSecond: WARM_REQUESTS, durationMs: 500 };
    warmRequests += (await caller.run(paced)).requests;
    peakMiB = Math.max(peakMiB, gateway.residentMiB());
  }
  const { sent, statuses } = await junk;
  const { watchedCalls } = await bench.askUpstream({});
  await wait(500);
  const afterMiB = gateway.residentMiB();
  await caller.stop();
  await gateway.stop();
  const result = {
    tokens: sent,
    statuses,
    residentMiB: { before: Math.round(beforeMiB), peak: Math.round(peakMiB), after: Math.round(afterMiB) },
    grownMiB: Math.round(peakMiB - beforeMiB),
    requiredMiB: MEBIBYTES_REQUIRED,
    warmRequests,
    warmHitRatio: 1 - watchedCalls / warmRequests,
  };
  bench.print(
    `${sent} distinct junk tokens: resident memory +${result.grownMiB} MiB at its peak (at most ${MEBIBYTES_REQUIRED}), ` +
      `a warm caller's hit ratio ${(result.warmHitRatio * 100).toFixed(2)} % of ${warmRequests}`,
  );
  return result;
}
