// Loads the gateway for long while a twentieth of Wix's answers is broken: `npm run test:soak -- [minutes]`.
// Heap, memory (the embedded database's thread included), descriptors and timers must end as they were once it was warm,
// and the process must live: a rejection that nobody handles would end it. What the caller did right must be answered by
// 2xx, or by an error that is Wix's.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from './build-if-needed.mjs';
import { freePort } from './free-port.mjs';

const ROOT = new URL('..', import.meta.url);
const minutes = Number(process.argv[2] ?? 120);
const REQUESTS_PER_SECOND = 40;
/** Of all answers of Wix. */
const BROKEN = 0.05;
const SAMPLE_MS = 10_000;
/** What the last third may have more than the first after a warm-up of a tenth, at the median. */
const TOLERANCE = { heapMiB: 8, residentMiB: 48, descriptors: 10, timers: 10 };

const FAULTS = [
  { status: 500 },
  { status: 503, headers: { 'retry-after': '1' } },
  { status: 429 },
  { status: 401 },
  { reset: true },
  { reset: 'mid-body' },
  { latencyMs: 4_000 },
  { dripMs: 20 },
  { status: 200, body: '<html>nonsense</html>' },
];
const PATHS = [
  '/oauth2/token-info',
  '/oauth2/token',
  '/apps/v1/instance',
  '/stores/v1/products/query',
  '/members/v1/members/my',
  '/members/v1/members',
];
/** 401 for no token, and for junk; the rest is said of Wix, and of what asks for too much. */
const EXPECTED = new Set(['200', '401', '429', '502', '503', '504', 'left']);
const any = (list) => list[Math.floor(Math.random() * list.length)];

buildIfNeeded(ROOT);
const folder = mkdtempSync(join(tmpdir(), 'liftgate-soak-'));
const emulatorPort = await freePort();
const port = await freePort();
const opsPort = await freePort();
const wix = `http://127.0.0.1:${emulatorPort}`;
const gatewayUrl = `http://127.0.0.1:${port}`;
const children = [];
const tokens = new Map();
let died;
// Ends in order, and says what it saw until then.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (died ??= signal));

try {
  await start('dist/emulator/main.js', `${wix}/_emulator/app`, {
    WIX_EMULATOR_PORT: String(emulatorPort),
    WIX_EMULATOR_WEBHOOK_URL: `${gatewayUrl}/webhooks`,
    WIX_EMULATOR_TIME_SCALE: '0.001',
  });
  const app = await ask(wix, 'GET', '/_emulator/app');
  await start('dist/main.js', `${gatewayUrl}/health/ready`, {
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: String(port),
    OPS_PORT: String(opsPort),
    LOG_LEVEL: 'fatal',
    DATA_DIR: join(folder, 'data'),
    WIX_APP_ID: app.appId,
    WIX_APP_SECRET: app.appSecret,
    WIX_APP_PUBLIC_KEY: app.publicKey,
    WIX_CLIENT_ID: app.clientId,
    PUBLIC_URL: 'http://localhost:1',
    WIX_API_BASE_URL: wix,
    TOKEN_INFO_TTL_MS: '20000',
    RATE_LIMIT_ANONYMOUS: '0',
  });
  const sites = [];
  for (let site = 0; site < 20; site += 1) sites.push(await ask(wix, 'POST', '/_emulator/instances', {}));
  process.exitCode = report(await soak(sites)) ? 0 : 1;
} finally {
  for (const child of children.reverse()) {
    child.removeAllListeners('exit');
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
}

async function soak(sites) {
  const end = Date.now() + minutes * 60_000;
  const statuses = {};
  const samples = [];
  const underWay = new Set();
  let sampled = Date.now();
  for (const begun = Date.now(), sent = { count: 0 }; Date.now() < end && died === undefined; await wait(20)) {
    for (; sent.count < ((Date.now() - begun) / 1000) * REQUESTS_PER_SECOND; sent.count += 1) {
      const visit = visitOf(any(sites)).then(
        (status) => (statuses[status] = (statuses[status] ?? 0) + 1),
        (error) => (statuses[String(error)] = (statuses[String(error)] ?? 0) + 1),
      );
      underWay.add(visit.finally(() => underWay.delete(visit)));
    }
    if (Date.now() - sampled >= SAMPLE_MS) {
      sampled = Date.now();
      samples.push(await sample());
      if (samples.length % 30 === 0) console.log(JSON.stringify({ minutes: samples.length / 6, ...samples.at(-1) }));
    }
  }
  await Promise.allSettled(underWay);
  return { samples, statuses };
}

/** One request of one of many kinds, as some caller of the site, and now and then a fault for it to meet. */
async function visitOf({ instanceId }) {
  if (Math.random() < BROKEN) {
    await ask(wix, 'POST', '/_emulator/faults', { path: any(PATHS), ...any(FAULTS), times: 1 });
  }
  const kind = Math.random();
  if (kind < 0.05)
    return (await fetch(`${gatewayUrl}/v1/identity`, { headers: { authorization: `junk-${Math.random()}` } })).status;
  if (kind < 0.1) return (await fetch(`${gatewayUrl}/v1/identity`)).status;
  if (kind < 0.15) {
    const event = { instanceId, eventType: 'soak', data: { at: Date.now() }, duplicates: 1 };
    return (await ask(wix, 'POST', '/_emulator/webhooks', event)).deliveries[0].status;
  }
  const authorization = await tokenOf(instanceId);
  const headers = { authorization, 'content-type': 'application/json' };
  const get = (path) => fetch(`${gatewayUrl}${path}`, { headers });
  if (kind < 0.2) {
    const body = JSON.stringify({ title: 'Soak', theme: 'dark', accentColor: '#112233', published: true });
    return read(await fetch(`${gatewayUrl}/v1/settings`, { method: 'PUT', headers, body }));
  }
  if (kind < 0.25) {
    // A caller who leaves before the answer is there.
    const left = fetch(`${gatewayUrl}/v1/instance/details`, { headers, signal: AbortSignal.timeout(3) });
    return left.then(read, () => 'left');
  }
  if (kind < 0.3) {
    const body = JSON.stringify({ query: {} });
    return read(await fetch(`${gatewayUrl}/v1/products/query`, { method: 'POST', headers, body }));
  }
  return read(await get(any(['/v1/identity', '/v1/instance', '/v1/instance/details', '/v1/settings', '/v1/members'])));
}

async function read(answer) {
  await answer.arrayBuffer();
  return answer.status;
}

/** Each token is used for a while, and then another takes its place. */
async function tokenOf(instanceId) {
  const known = tokens.get(instanceId);
  if (known !== undefined && Math.random() < 0.99) return known;
  const { accessToken } = await ask(wix, 'POST', '/_emulator/tokens', { instanceId, subjectType: 'USER' });
  tokens.set(instanceId, accessToken);
  return accessToken;
}

async function sample() {
  const metrics = await (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text();
  const value = (name) => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(metrics)?.[1] ?? 0);
  return {
    heapMiB: value('nodejs_heap_size_used_bytes') / 1024 ** 2,
    residentMiB: value('process_resident_memory_bytes') / 1024 ** 2,
    descriptors: value('process_open_fds'),
    timers: value('nodejs_active_resources\\{type="Timeout"\\}'),
    series: metrics.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length,
  };
}

/** @returns whether everything held */
function report({ samples, statuses }) {
  const warm = samples.slice(Math.ceil(samples.length / 10));
  const third = Math.floor(warm.length / 3);
  const growth = {};
  for (const name of ['heapMiB', 'residentMiB', 'descriptors', 'timers', 'series']) {
    const [first, last] = [warm.slice(0, third), warm.slice(-third)].map((part) =>
      median(part.map((one) => one[name])),
    );
    growth[name] = { first: round(first), last: round(last) };
  }
  const grew = Object.entries(TOLERANCE).filter(([name, most]) => growth[name].last - growth[name].first > most);
  console.log(
    JSON.stringify({ minutes, died: died ?? false, statuses, growth, grew: grew.map(([name]) => name) }, null, 2),
  );
  return (
    died === undefined &&
    third > 0 &&
    grew.length === 0 &&
    Object.keys(statuses).every((status) => EXPECTED.has(status))
  );
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function round(value) {
  return Math.round(value * 10) / 10;
}

async function ask(origin, method, path, body) {
  const answer = await fetch(`${origin}${path}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  return answer.json();
}

/** Starts a program and waits until its URL answers 200. */
async function start(program, readyUrl, environment) {
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, ROOT))], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  child.once('exit', (code, signal) => (died = `${program}: ${code ?? signal}`));
  children.push(child);
  while (died === undefined) {
    const answer = await fetch(readyUrl).catch(() => undefined);
    if (answer?.ok) return;
    await wait(50);
  }
  throw new Error(died);
}
