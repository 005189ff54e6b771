import { setTimeout as wait } from 'node:timers/promises';
import { validToken } from '../fixtures.mjs';
import { startGateway } from '../gateway.mjs';

const PATH = '/v1/identity';
const SLICE_MS = 3_000;
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
    const target = { port: gateway.port, path: PATH, connections: 64, durationMs: SLICE_MS };
    const known = () => bench.load.run({ kind: 'slice', ...target, token: validToken('warm') });
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
    const during = { known: await known(), unknown: await unknown(SLICE_MS) };
    await bench.askUpstream({ tokenInfo: 'answers' });
    const recoveryMs = await untilAdmitted(gateway.port);
    await bench.load.run({ kind: 'close', port: gateway.port });
    await gateway.stop();
    results[fault] = {
      known: { p99Ms: round(during.known.p99), statuses: during.known.statuses },
      unknown: {
        refusedP99Ms: round(during.unknown.refusedP99),
        requiredP99Ms: 20,
        statuses: during.unknown.statuses,
      },
      recoveryMs: Math.round(recoveryMs),
      requiredRecoveryMs: 10_000,
    };
    const result = results[fault];
    bench.print(
      `Token Info ${fault}: known tokens ${JSON.stringify(result.known.statuses)}, p99 ${result.known.p99Ms} ms; unknown ones ` +
        `${JSON.stringify(result.unknown.statuses)}, p99 of 503 ${result.unknown.refusedP99Ms} ms [at most 20]; ` +
        `let in ${result.recoveryMs} ms after it was back [at most 10000]`,
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

const round = (ms) => Math.round(ms * 10) / 10;
