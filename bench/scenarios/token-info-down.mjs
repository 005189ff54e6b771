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

/**
 * What known callers and new ones get while Token Info fails or hangs, and how soon new ones are let in afterwards. New ones
 * come at half the rate at which they can be refused: all that 64 connections can ask for is a queue of 64, whose p99 tells
 * what a refusal costs on this machine, and not how long one takes.
 */
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
    const unknown = async (job) => {
      const answer = await bench.load.run({ ...target, from: next, ...job });
      next += answer.sent;
      return answer;
    };
    const crowd = (durationMs) => unknown({ kind: 'junk', durationMs, count: 1e9, valid: true });
    const paced = (perSecond) => unknown({ kind: 'paced', durationMs: SLICE_MS, perSecond });
    await known();
    await bench.askUpstream({ tokenInfo: fault });
    await crowd(OPENING_MS);
    const during = { known: [], crowd: [], unknown: [] };
    for (let round = 0; round < ROUNDS; round++) {
      during.known.push(await known());
      const most = await crowd(SLICE_MS);
      during.crowd.push(most);
      during.unknown.push(await paced(perSecond(most) / 2));
    }
    await bench.askUpstream({ tokenInfo: 'answers' });
    const recoveryMs = await untilAdmitted(gateway.port);
    await bench.load.run({ kind: 'close', port: gateway.port });
    await gateway.stop();
    results[fault] = {
      known: { ...p99Of(during.known, 'p99'), statuses: sum(during.known) },
      unknown: {
        perSecond: spread(during.unknown.map(perSecond)).median,
        ...p99Of(during.unknown, 'refusedP99'),
        requiredP99Ms: 20,
        statuses: sum(during.unknown),
      },
      crowd: {
        perSecond: spread(during.crowd.map(perSecond)).median,
        ...p99Of(during.crowd, 'refusedP99'),
        statuses: sum(during.crowd),
      },
      recoveryMs: Math.round(recoveryMs),
      requiredRecoveryMs: 10_000,
    };
    bench.print(
      `Token Info ${fault}: known tokens ${told(results[fault].known)}; unknown ones ${told(results[fault].unknown)} [at most 20]; ` +
        `as many as 64 connections can ask for ${told(results[fault].crowd)}; ` +
        `let in ${Math.round(recoveryMs)} ms after it was back [at most 10000]`,
    );
  }
  return results;
}

const perSecond = ({ requests, elapsedMs }) => (requests / elapsedMs) * 1_000;

/** Of the slices, the median with quartiles. */
function p99Of(slices, kind) {
  const { median, low, high } = spread(slices.map((slice) => slice[kind]));
  return { p99Ms: median, quartilesMs: [low, high] };
}

function told({ perSecond: rate, p99Ms, quartilesMs, statuses }) {
  const at = rate === undefined ? '' : ` at ${Math.round(rate)}/s`;
  return `${JSON.stringify(statuses)}${at}, p99 ${p99Ms} ms (${quartilesMs.join('–')})`;
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
