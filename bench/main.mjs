/**
 * `npm run bench [-- --quick] [-- --junk=1000000]`: everything that is compared is measured alternately in this one run,
 * on loopback, with an upstream and a load generator of its own. Prints ratios and writes `bench/results.json`, its chart and its table.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from '../scripts/build-if-needed.mjs';
import { writeChart } from './chart.mjs';
import { Load } from './load.client.mjs';
import { describeMachine } from './machine.mjs';
import { start } from './processes.mjs';
import { coldStart } from './scenarios/cold-start.mjs';
import { guides } from './scenarios/guides.mjs';
import { junkTokens } from './scenarios/junk-tokens.mjs';
import { overload } from './scenarios/overload.mjs';
import { redisHangs } from './scenarios/redis-hangs.mjs';
import { stampede } from './scenarios/stampede.mjs';
import { tokenInfoDown } from './scenarios/token-info-down.mjs';
import { twoProcesses } from './scenarios/two-processes.mjs';
import { warmRoutes } from './scenarios/warm-routes.mjs';
import { webhooks } from './scenarios/webhooks.mjs';
import { writeTable } from './table.mjs';

const SCENARIOS = {
  warmRoutes,
  guides,
  stampede,
  coldStart,
  twoProcesses,
  overload,
  redisHangs,
  tokenInfoDown,
  webhooks,
  junkTokens,
};

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, junk: { type: 'string' }, only: { type: 'string' } },
});
const quick = values.quick;

buildIfNeeded(new URL('..', import.meta.url));
const upstream = await start('upstream.mjs');
const load = new Load();

const bench = {
  upstream,
  load,
  quick,
  wix: `http://127.0.0.1:${upstream.port}`,
  plan: { rounds: quick ? 7 : 15, warmUpMs: quick ? 1_000 : 2_000 },
  // All of the million only when asked for: each of them is a question to Token Info, and so takes minutes.
  junkTokens: Number(values.junk ?? 1_000_000),
  junkMs: values.junk === undefined ? (quick ? 5_000 : 45_000) : 3_600_000,
  print: (/** @type {string} */ line) => console.log(`  ${line}`),
  printRatio({ a, b, throughputRatio: ratio, cpuRatio, rounds, rejected, quiet, required }) {
    const cpu =
      cpuRatio === undefined
        ? ''
        : `; by CPU ${cpuRatio.median} (${cpuRatio.low}–${cpuRatio.high}), ${a.cpuUs.median} to ${b.cpuUs.median} µs`;
    const verdict =
      required === undefined
        ? ''
        : ratio.median >= required
          ? ` [required ${required}: met]`
          : ` [required ${required}: MISSED]`;
    console.log(`  ${a.name} to ${b.name}:`);
    console.log(`    ${ratio.median} (${ratio.low}–${ratio.high})${verdict}${cpu}`);
    console.log(
      `    ${Math.round(a.perSecond.median)} to ${Math.round(b.perSecond.median)} requests/s, p99 ${a.p99Ms.median} to ${b.p99Ms.median} ms; ` +
        `${rounds} rounds, ${rejected} rejected${quiet ? '' : ' and the rest not quiet either'}`,
    );
  },
  askUpstream(set) {
    return new Promise((resolve) => {
      upstream.process.once('message', resolve);
      upstream.process.send({ set, ask: true });
    });
  },
};

const machine = describeMachine();
console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, commit ${machine.commit}, ${machine.date}`);
console.log(
  'Ratios are medians with quartiles. Rate limits and Wix budget are raised; LOG_LEVEL is warn unless it says otherwise, stdout is /dev/null.',
);

const results = {
  machine,
  quick,
  settings: { logLevel: 'warn, info where named', stdout: '/dev/null', connections: 64 },
};
try {
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    if (values.only !== undefined && values.only !== name) continue;
    console.log(`\n${name}`);
    results[name] = await scenario(bench);
  }
} finally {
  await load.stop();
  await upstream.stop();
}
if (values.only === undefined) {
  writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(results, undefined, 2)}\n`);
  writeChart(results);
  await writeTable(results);
}
