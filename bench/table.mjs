/** Writes the README's table of figures from `bench/results.json`: `node bench/table.mjs`, and at the end of `npm run bench`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { requiredComparison } from './scenarios/guides.mjs';

const README = new URL('../README.md', import.meta.url);
const TABLE = /(?<=<!-- figures -->\n)[^]*(?=<!-- end of figures -->)/;

/** @param {any} results */
export async function writeTable(results) {
  const rows = [['', 'measured', 'aim'], ['-', '-', '-'], ...figures(results)];
  const table = await format(rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n'), { parser: 'markdown' });
  writeFileSync(
    README,
    readFileSync(README, 'utf8').replace(TABLE, () => `\n${table}\n`),
  );
}

function figures({
  warmRoutes,
  guides,
  stampede,
  coldStart,
  overload,
  redisHangs,
  tokenInfoDown,
  webhooks,
  junkTokens,
}) {
  return [
    ['`GET /v1/identity`, warm, against bare Fastify', ...ratio(warmRoutes.identityToFastify)],
    ['`GET /v1/instance/details`, warm, against a bare pass-through', ...ratio(warmRoutes.forwardToPassThrough)],
    [
      "`GET /v1/identity` against the guides' Express sample (20 ms, 512 connections)",
      ...ratio(requiredComparison(guides, 'identity')),
    ],
    ['`GET /v1/instance/details` against it, the same load', ...ratio(requiredComparison(guides, 'forward'))],
    ['Wix calls for a warm forward; the sample makes 3', warmRoutes.wixCallsPerWarmForward, 1],
    [
      `Token Info and token calls for ${thousands(stampede['1 process'].requests)} first requests with one token`,
      `${stampede['1 process'].tokenInfoCalls} and ${stampede['1 process'].tokenCalls}`,
      '1 and 1',
    ],
    [
      `resident memory after ${thousands(junkTokens.tokens)} junk tokens`,
      `+${junkTokens.grownMiB} MiB`,
      `+${junkTokens.requiredMiB} MiB`,
    ],
    ...underOverload(overload),
    ['webhook acknowledged, at 200 a second', `p99 ${webhooks.p99Ms} ms`, `${webhooks.requiredP99Ms} ms`],
    [
      'known tokens while Redis hangs, p99',
      `${redisHangs.known.p99BeforeMs} to ${redisHangs.known.p99DuringMs} ms`,
      `${redisHangs.known.requiredGrowthMs} ms more`,
    ],
    ...whileTokenInfoIsDown(tokenInfoDown),
    ['start to first 200', seconds(coldStart.firstAnswerMs.median), seconds(coldStart.requiredMs)],
  ];
}

function underOverload({ identity, forwardToSlowWix }) {
  return [
    [
      `\`GET /v1/identity\` for a crowd on ${thousands(identity.connections)} connections`,
      `${identity.servedOfPeak.median} of its peak`,
      identity.required,
    ],
    [
      `forwards at twice capacity (Wix at ${forwardToSlowWix.wixMs} ms)`,
      `${forwardToSlowWix.servedOfPeak.median} of the peak; the rest refused, p99 ${forwardToSlowWix.refusedP99Ms.median} ms`,
      `${forwardToSlowWix.required}; ${forwardToSlowWix.requiredRefusalMs} ms`,
    ],
  ];
}

/** The worse of its two faults. */
function whileTokenInfoIsDown({ fails, hangs }) {
  const worst = (who) => Math.max(fails[who].p99Ms, hangs[who].p99Ms);
  return [
    [
      'unknown tokens refused while Token Info is down, at half of what it can refuse',
      `p99 ${worst('unknown')} ms`,
      `${fails.unknown.requiredP99Ms} ms`,
    ],
    ['the same, all that 64 connections can ask for', `p99 ${worst('crowd')} ms`, '–'],
    [
      'unknown tokens let in after it is back',
      `after ${seconds(Math.max(fails.recoveryMs, hangs.recoveryMs))}`,
      seconds(fails.requiredRecoveryMs),
    ],
  ];
}

const ratio = ({ throughputRatio: { median, low, high }, required }) => [
  `${Number(median.toPrecision(3))} times its requests/s (${Number(low.toPrecision(3))}–${Number(high.toPrecision(3))})`,
  required,
];
const seconds = (ms) => `${Number((ms / 1_000).toFixed(1))} s`;
const thousands = (count) => count.toLocaleString('en');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeTable(JSON.parse(readFileSync(new URL('results.json', import.meta.url), 'utf8')));
}
