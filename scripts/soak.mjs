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
import { ask } from './ask.mjs';
import { buildIfNeeded } from './build-if-needed.mjs';
import { freePort } from './free-port.mjs';
import { NODE_OPTIONS } from './node-options.mjs';
import { judge } from './soak.report.mjs';
import { Visits } from './soak.visits.mjs';

const ROOT = new URL('..', import.meta.url);
const minutes = Number(process.argv[2] ?? 120);
const REQUESTS_PER_SECOND = 40;
const SAMPLE_MS = 10_000;

buildIfNeeded(ROOT);
const folder = mkdtempSync(join(tmpdir(), 'liftgate-soak-'));
const emulatorPort = await freePort();
const port = await freePort();
const opsPort = await freePort();
const wix = `http://127.0.0.1:${emulatorPort}`;
const gatewayUrl = `http://127.0.0.1:${port}`;
const children = [];
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
  const { samples, statuses } = await soak(new Visits(wix, gatewayUrl, sites));
  const { growth, grew, unexpected } = judge(samples, statuses);
  console.log(JSON.stringify({ minutes, died: died ?? false, statuses, growth, grew, unexpected }, null, 2));
  process.exitCode = died === undefined && grew.length + unexpected.length === 0 ? 0 : 1;
} finally {
  for (const child of children.reverse()) {
    child.removeAllListeners('exit');
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
}

async function soak(visits) {
  const end = Date.now() + minutes * 60_000;
  const statuses = {};
  const samples = [];
  const underWay = new Set();
  let sampled = Date.now();
  for (const begun = Date.now(), sent = { count: 0 }; Date.now() < end && died === undefined; await wait(20)) {
    for (; sent.count < ((Date.now() - begun) / 1000) * REQUESTS_PER_SECOND; sent.count += 1) {
      const visit = visits.one().then(
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

/** Starts a program and waits until its URL answers 200. */
async function start(program, readyUrl, environment) {
  const child = spawn(process.execPath, [...NODE_OPTIONS, fileURLToPath(new URL(program, ROOT))], {
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
