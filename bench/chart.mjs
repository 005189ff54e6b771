/** Draws `bench/ratios.svg` from `bench/results.json`: `node bench/chart.mjs`, and at the end of `npm run bench`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { requiredComparison } from './scenarios/guides.mjs';

const WIDTH = 720;
const LABELS = 268;
const PLOT = 340;
const ROW = 30;

/** @param {any} results */
export function writeChart(results) {
  const groups = [
    {
      title: 'Warm, against the least that can answer the same (its requests/s = 1)',
      rows: [
        ['GET /v1/identity · bare Fastify', results.warmRoutes.identityToFastify],
        ['GET /v1/identity · bare node:http', results.warmRoutes.identityToHttp],
        ['elevated forward · bare undici', results.warmRoutes.forwardToPassThrough],
      ],
    },
    {
      title: "Against the guides' Express sample, Wix at 20 ms, 512 connections (its requests/s = 1)",
      rows: [
        ['GET /v1/identity', requiredComparison(results.guides, 'identity')],
        ['elevated forward', requiredComparison(results.guides, 'forward')],
      ],
    },
  ];
  writeFileSync(new URL('ratios.svg', import.meta.url), draw(groups, results.machine));
}

function draw(groups, machine) {
  const parts = [];
  let y = 16;
  for (const { title, rows } of groups) {
    parts.push(text(16, (y += 16), title, 'title'));
    y += 10;
    const scale =
      PLOT /
      (Math.max(1, ...rows.flatMap(([, { throughputRatio, required = 0 }]) => [throughputRatio.high, required])) *
        1.05);
    for (const [label, { throughputRatio: ratio, required }] of rows) {
      const middle = y + ROW / 2;
      const x = (value) => LABELS + value * scale;
      parts.push(
        text(LABELS - 10, middle + 4, label, 'label'),
        `<rect class="bar" x="${LABELS}" y="${y + 6}" width="${number(ratio.median * scale)}" height="${ROW - 12}" rx="2"/>`,
        line(x(ratio.low), middle, x(ratio.high), middle, 'spread'),
        text(LABELS + PLOT + 12, middle + 4, `${ratio.median}×`, 'value'),
      );
      if (required !== undefined) {
        parts.push(line(x(required), y + 2, x(required), y + ROW - 2, 'required'));
      }
      y += ROW;
    }
    y += 14;
  }
  parts.push(
    line(16, y, 16, y + 14, 'required'),
    text(24, y + 11, 'required', 'note'),
    text(
      86,
      y + 11,
      `median and quartiles · ${machine.cpu}, ${machine.cores} cores, Node ${machine.node} · ${machine.commit}, ${machine.date.slice(0, 10)}`,
      'note',
    ),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 28}" role="img" aria-label="Benchmark ratios">
<style>
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; } .label { text-anchor: end; } .note { font-size: 11px; fill: #59636e; }
  .value { font-weight: 600; } .bar { fill: #2f6fed; } .spread { stroke: #0b2a6b; stroke-width: 2; }
  .required { stroke: #d1242f; stroke-width: 2; stroke-dasharray: 4 3; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; } .note { fill: #9198a1; } .bar { fill: #5b8def; } .spread { stroke: #dbe7ff; } .required { stroke: #ff7b72; }
  }
</style>
${parts.join('\n')}
</svg>
`;
}

const number = (value) => Number(value.toFixed(1));
const escape = (value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const text = (x, y, content, kind) => `<text class="${kind}" x="${x}" y="${number(y)}">${escape(content)}</text>`;
const line = (x1, y1, x2, y2, kind) =>
  `<line class="${kind}" x1="${number(x1)}" y1="${number(y1)}" x2="${number(x2)}" y2="${number(y2)}"/>`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeChart(JSON.parse(readFileSync(new URL('results.json', import.meta.url), 'utf8')));
}
