// Kills the gateway at random moments while webhooks come in, and counts: `npm run test:kill -- [rounds]`.
// Every event whose delivery was answered 200 must have had its effect, and had it once.
import { fork } from 'node:child_process';
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from './build-if-needed.mjs';
import { freePort } from './free-port.mjs';

const root = new URL('..', import.meta.url);
const program = fileURLToPath(new URL('test/e2e/webhooks/programs/counting-gateway.cjs', root));
const rounds = Number(process.argv[2] ?? 25);
const DELIVERIES_PER_SECOND = 50;
/** Long enough for events to be stored, handled, tried again and half done when the process is killed. */
const LONGEST_ROUND_MS = 1_000;

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
function webhook(id, instanceId) {
  const event = { eventType: 'counted', instanceId, data: JSON.stringify({ id }) };
  const claims = { data: JSON.stringify(event), iat: Math.floor(Date.now() / 1000) };
  const content = `${encode({ alg: 'RS256' })}.${encode(claims)}`;
  return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`;
}

const folder = mkdtempSync(join(tmpdir(), 'liftgate-kill-'));
const port = await freePort();
const environment = {
  ...process.env,
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  HOST: '127.0.0.1',
  PORT: String(port),
  OPS_PORT: '0',
  DATA_DIR: process.env.DATA_DIR ?? join(folder, 'data'),
  WIX_APP_ID: '11111111-1111-4111-8111-111111111111',
  WIX_APP_SECRET: 'unused',
  WIX_APP_PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
};

/** Loads its code while the one before it still serves; only one at a time may have the database. */
let next;
async function start() {
  const gateway = next ?? fork(program, { env: environment });
  gateway.send('start');
  next = fork(program, { env: environment });
  const [message] = await Promise.race([once(gateway, 'message'), once(gateway, 'exit')]);
  if (message !== 'ready') throw new Error('The gateway did not start.');
  return gateway;
}

const instances = Array.from({ length: 20 }, () => randomUUID());
const answered = new Set();
let unanswered = [];
/** As Wix does: again until it is answered, with the same event. */
async function deliver(event) {
  const answer = await fetch(`http://127.0.0.1:${port}/webhooks`, { method: 'POST', body: event.jwt }).catch(
    () => undefined,
  );
  if (answer?.status === 200) answered.add(event.id);
  else unanswered.push(event);
}

/** As many as are due by the clock: a wait alone is always a little longer than it was told. */
async function deliverUntil(signal) {
  const pending = [];
  const begun = performance.now();
  for (let sent = 0; !signal.aborted; await wait(1000 / DELIVERIES_PER_SECOND)) {
    const due = ((performance.now() - begun) / 1000) * DELIVERIES_PER_SECOND;
    for (; sent <= due; sent += 1) {
      const id = randomUUID();
      pending.push(deliver(unanswered.shift() ?? { id, jwt: webhook(id, instances[sent % instances.length]) }));
    }
  }
  await Promise.all(pending);
}

buildIfNeeded(root);
try {
  for (let round = 1; round <= rounds; round += 1) {
    const gateway = await start();
    const stop = new AbortController();
    const before = answered.size;
    const delivering = deliverUntil(stop.signal);
    // A process that is killed before it has done anything shows nothing.
    while (answered.size === before && gateway.exitCode === null) await wait(1);
    await wait(Math.random() * LONGEST_ROUND_MS);
    gateway.kill('SIGKILL');
    await once(gateway, 'exit');
    stop.abort();
    await delivering;
    if (round % 25 === 0) console.log(`${round} rounds, ${answered.size} events answered`);
  }
  const gateway = await start();
  while (unanswered.length > 0) await Promise.all(unanswered.splice(0, 20).map(deliver));
  let counted;
  // What was leased when a process was killed is tried again when its lease has run out.
  for (const end = Date.now() + 120_000; Date.now() < end; await wait(500)) {
    gateway.send('count');
    [counted] = await once(gateway, 'message');
    if (counted.handled === counted.stored) break;
  }
  gateway.kill('SIGTERM');
  await once(gateway, 'exit');
  const { stored, handled, effects, distinct_effects: distinct } = counted;
  const lost = answered.size - distinct;
  const doubled = effects - distinct;
  const seconds = Math.round(performance.now() / 1000);
  console.log(JSON.stringify({ rounds, seconds, answered: answered.size, stored, handled, lost, doubled }));
  if (lost !== 0 || doubled !== 0 || handled !== stored || answered.size === 0) process.exitCode = 1;
} finally {
  next?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
