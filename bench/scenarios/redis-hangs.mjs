import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { validToken } from '../fixtures.mjs';
import { freePort } from '../../scripts/free-port.mjs';
import { startGateway } from '../gateway.mjs';

const IDENTITY = '/v1/identity';
const SLICE_MS = 3_000;

/** What callers wait when Redis takes commands and answers none (SIGSTOP): those who are known, and those who are new. */
export async function redisHangs(bench) {
  const port = await freePort();
  const redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
    stdio: 'ignore',
  });
  const missing = once(redis, 'error').then(() => 'missing');
  if ((await Promise.race([wait(500), missing])) === 'missing') {
    bench.print('redis-server is not on this machine (apt-get install redis-server): not measured.');
    return { missing: 'redis-server' };
  }
  const gateway = await startGateway({ wix: bench.wix, environment: { REDIS_URL: `redis://127.0.0.1:${port}` } });
  await gateway.settled();
  const target = { port: gateway.port, path: IDENTITY, connections: 64, durationMs: SLICE_MS };
  let next = 0;
  const known = () => bench.load.run({ kind: 'slice', ...target, token: validToken('warm') });
  const unknown = async () => {
    const answer = await bench.load.run({ kind: 'junk', ...target, from: next, count: 1_000_000, valid: true });
    next += answer.sent;
    return answer;
  };
  await known();
  await unknown();
  const before = { known: await known(), unknown: await unknown() };
  redis.kill('SIGSTOP');
  const during = { known: await known(), unknown: await unknown() };
  redis.kill('SIGKILL');
  await bench.load.run({ kind: 'close', port: gateway.port });
  await gateway.stop();
  const results = {};
  for (const who of ['known', 'unknown']) {
    const result = {
      p99BeforeMs: Math.round(before[who].p99 * 10) / 10,
      p99DuringMs: Math.round(during[who].p99 * 10) / 10,
      requiredGrowthMs: 20,
      statuses: during[who].statuses,
    };
    results[who] = result;
    bench.print(
      `${who} tokens, Redis stopped: p99 from ${result.p99BeforeMs} to ${result.p99DuringMs} ms [at most 20 more]; ${JSON.stringify(result.statuses)}`,
    );
  }
  return results;
}
