import { setTimeout as wait } from 'node:timers/promises';
import { validToken } from '../fixtures.mjs';
import { startGateway } from '../gateway.mjs';
import { spread } from '../statistics.mjs';

const PATH = '/v1/identity';
const SLICE_MS = 1_500;
const ROUNDS = 7;
/** Long over when known callers are looked at, so that what they get is a stale verdict. */
const VERDICT_MS = 1_000;
/** Enough for the circuit to open, even when each call that it counts first waits for its deadline. */
const OPENING_MS = 5_000;

/** What known callers and new ones get while Token Info fails or hangs, and how soon new ones are let in afterwards. */
export async function tokenInfoDown(bench) {
  const results = {};
  for (const fault of ['fails', 'hangs']) {
    const gateway = await startGateway({
      wix: bench.wix,
      environment: { TOKEN_INFO_TTL_MS: String(VERDICT_MS) },
    });
    await gateway.settled();
    const target = { port: gateway.port, path: PATH, connections: 64 };
    const known = () => bench.load.run({ kind: 'slice', ...target, durationMs: SLICE_MS, token: validToken('warm') });
    let next = 0;
    const unknown = async (durationMs) => {
      const answer = await bench.load.run({
        kind: 'junk',
        ...target,
        durationMs,
        from: next,
        count: 1e9,
        valid: true,
      });
      next += answer.sent;
      return answer;
    };
    await known();
    await bench.askUpstream({ tokenInfo: fault });
    await unknown(OPENING_MS);
    const during = { known: [], unknown: [] };
    for (let round = 0; round < ROUNDS; round++) {
      during.known.push(await known());
      during.unknown.push(await unknown(SLICE_MS));
    }
    await bench.askUpstream({ tokenInfo: 'answers' });
    const recoveryMs = await untilAdmitted(gateway.port);
    await bench.load.run({ kind: 'close', port: gateway.port });
    await gateway.stop();
    const knownP99 = spread(during.known.map(({ p99 }) => p99));
    const refusedP99 = spread(during.unknown.map(({ refusedP99 }) => refusedP99));
    results[fault] = {
      known: { p99Ms: knownP99.median, quartilesMs: [knownP99.low, knownP99.high], statuses: sum(during.known) },
      unknown: {
        refusedP99Ms: refusedP99.median,
        quartilesMs: [refusedP99.low, refusedP99.high],
        requiredP99Ms: 20,
        statuses: sum(during.unknown),
      },
      recoveryMs: Math.round(recoveryMs),
      requiredRecoveryMs: 10_000,
    };
    const { known: went, unknown: refused } = results[fault];
    bench.print(
      `Token Info ${fault}: known tokens ${JSON.stringify(went.statuses)}, p99 ${went.p99Ms} ms; unknown ones ` +
        `${JSON.stringify(refused.statuses)}, p99 of 503 ${refused.refusedP99Ms} ms (${refused.quartilesMs.join('–')}) ` +
        `[at most 20]; let in ${Math.round(recoveryMs)} ms after it was back [at most 10000]`,
    );
  }
  return results;
}

/** How long tokens that nobody has seen are refused, in ms; a minute at most. */
async function untilAdmitted(port) {
  const start = performance.now();
  for (let asked = 0; performance.now() - start < 60_000; asked++) {
    const answer = await fetch(`http://127.0.0.1:${port}${PATH}`, {
      headers: { authorization: validToken(`after-${asked}`) },
    });
    await answer.arrayBuffer();
    if (answer.status === 200) break;
    await wait(50);
  }
  return performance.now() - start;
}

/** How often each status was answered in all of them. */
function sum(answers) {
  /** @type {Record<string, number>} */
  const statuses = {};
  for (const answer of answers)
    for (const [status, count] of Object.entries(answer.statuses)) statuses[status] = (statuses[status] ?? 0) + count;
  return statuses;
}
