import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { INSTANCE_ID } from '../fixtures.mjs';
import { startGateway } from '../gateway.mjs';

const PER_SECOND = 200;

/** How soon deliveries are acknowledged that come at a steady rate, whatever the answers take; embedded database. */
export async function webhooks(bench) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const gateway = await startGateway({
    wix: bench.wix,
    environment: { WIX_APP_PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
  });
  await gateway.settled();
  const seconds = bench.quick ? 5 : 20;
  const bodies = Array.from({ length: seconds * PER_SECOND }, () => delivery(privateKey));
  const agent = new Agent({ keepAlive: true });
  const start = performance.now();
  const answers = bodies.map(async (body, index) => {
    await wait(start + (index * 1_000) / PER_SECOND - performance.now());
    return post(agent, gateway.port, body);
  });
  const results = await Promise.all(answers);
  const times = results.map(({ ms }) => ms).sort((a, b) => a - b);
  agent.destroy();
  await gateway.stop();
  const result = {
    deliveries: results.length,
    perSecond: PER_SECOND,
    failed: results.filter(({ status }) => status !== 200).length,
    p50Ms: Math.round(times[Math.floor(times.length * 0.5)] * 10) / 10,
    p99Ms: Math.round(times[Math.floor(times.length * 0.99)] * 10) / 10,
    requiredP99Ms: 250,
  };
  bench.print(
    `${result.deliveries} deliveries at ${PER_SECOND}/s: acknowledged after ${result.p50Ms} ms, p99 ${result.p99Ms} ms [at most 250]; ${result.failed} not stored`,
  );
  return result;
}

/** An event as Wix signs it, each with an id of its own. */
function delivery(privateKey) {
  const event = { id: randomUUID(), entityFqdn: 'wix.bench.v1.thing', slug: 'created', entityId: randomUUID() };
  const envelope = { eventType: 'wix.bench.v1.thing_created', instanceId: INSTANCE_ID, data: JSON.stringify(event) };
  const claims = { data: JSON.stringify(envelope), iat: Math.floor(Date.now() / 1_000) };
  const signed = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

function post(agent, port, body) {
  const sentAt = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, host: '127.0.0.1', port, method: 'POST', path: '/webhooks', headers: { 'content-type': 'text/plain' } },
      (response) => {
        response.resume();
        response.once('end', () => resolve({ status: response.statusCode, ms: performance.now() - sentAt }));
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
