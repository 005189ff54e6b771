// The demo: the Wix emulator and the gateway, side by side, with a little data and lines to paste.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSiteServer } from '../examples/headless-page/server.mjs';
import { buildIfNeeded } from './build-if-needed.mjs';
import { publish, seed } from './demo.seed.mjs';
import { describeDemo } from './demo.description.mjs';
import { portOf, portOrAny } from './demo.ports.mjs';
import { buildPages } from './pages.mjs';

const ROOT = new URL('..', import.meta.url);
const pages = mkdtempSync(join(tmpdir(), 'liftgate-pages-'));
const children = [];
let stopping = false;

process.once('exit', () => rmSync(pages, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop(0));

try {
  const emulatorPort = await portOf('WIX_EMULATOR_PORT', 4100, 'the Wix emulator');
  const gatewayPort = await portOf('PORT', 3000, 'the gateway');
  const shopPort = await portOrAny('SHOP_PORT', 4200, 'the headless shop');
  const opsPort = await portOrAny('OPS_PORT', 9464, 'metrics');
  const emulatorUrl = `http://127.0.0.1:${emulatorPort}`;
  const gatewayUrl = `http://127.0.0.1:${gatewayPort}`;
  buildIfNeeded(ROOT);
  await start('emulator', 'dist/emulator/main.js', `${emulatorUrl}/_emulator/app`, {
    WIX_EMULATOR_PORT: String(emulatorPort),
    WIX_EMULATOR_WEBHOOK_URL: `${gatewayUrl}/webhooks`,
    WIX_EMULATOR_SERVICE_PLUGIN_URL: `${gatewayUrl}/service-plugins`,
    WIX_EMULATOR_PAGES: pages,
  });
  const app = await (await fetch(`${emulatorUrl}/_emulator/app`)).json();
  const built = buildPages(ROOT, { gatewayUrl, appId: app.appId, folder: pages });
  // Browsers keep the session's cookie, which is for https alone, on this one name without it.
  const shopUrl = `http://localhost:${shopPort}`;
  await start('gateway', 'dist/main.js', `${gatewayUrl}/health/ready`, {
    HOST: process.env.HOST || '127.0.0.1',
    PORT: String(gatewayPort),
    OPS_HOST: '127.0.0.1',
    OPS_PORT: String(opsPort),
    WIX_APP_ID: app.appId,
    WIX_APP_SECRET: app.appSecret,
    WIX_APP_PUBLIC_KEY: app.publicKey,
    WIX_API_BASE_URL: emulatorUrl,
    WIX_CLIENT_ID: app.clientId,
    PUBLIC_URL: shopUrl,
    // The shop's server says whose browser it passes on.
    TRUSTED_PROXIES: process.env.TRUSTED_PROXIES || '127.0.0.1/32',
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    DATA_DIR: process.env.DATA_DIR || 'memory://',
  });
  await untilDatabaseAnswers(`http://127.0.0.1:${opsPort}/health`);
  const sites = await seed(emulatorUrl);
  await publish(gatewayUrl, sites);
  await built;
  await once(createSiteServer({ folder: pages, gatewayUrl }).listen(shopPort, 'localhost'), 'listening');
  console.log(describeDemo({ gatewayUrl, emulatorUrl, shopUrl, sites }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}

/** Routes without data answer at once; the webhooks of the seed would find no store yet. */
async function untilDatabaseAnswers(healthUrl) {
  for (let attempt = 0; attempt < 300; attempt++) {
    const { checks } = await (await fetch(healthUrl)).json();
    if (checks.database?.status === 'ok') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The embedded database did not come up.');
}

/** Starts a program and waits until its URL answers 200. */
async function start(name, program, readyUrl, environment) {
  const child = spawn(process.execPath, [program], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  children.push(child);
  child.once('exit', (code) => {
    if (stopping) return;
    console.error(`The ${name} stopped by itself (exit code ${code}).`);
    void stop(1);
  });
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt++) {
    const answer = await fetch(readyUrl).catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The ${name} did not come up at ${readyUrl}.`);
}

async function stop(code) {
  if (stopping) return;
  stopping = true;
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
  const ended = running.map((child) => once(child, 'exit'));
  for (const child of running) child.kill('SIGTERM');
  await Promise.all(ended);
  process.exit(code);
}
