import { setTimeout as sleep } from 'node:timers/promises';
import { RedisConnection } from '../../../src/cache/redis.connection';
import { MemoryRateLimiter } from '../../../src/rate-limits/memory-rate-limiter';
import { SharedRateLimiter } from '../../../src/rate-limits/shared-rate-limiter';
import { Secret } from '../../../src/config/secret';
import { RedisServer } from '../../support/redis.server';
import { TcpProxy } from '../../support/tcp.proxy';
import { until } from '../../support/until';

let redis: RedisServer;
let connections: RedisConnection[];

beforeEach(async () => {
  redis = await RedisServer.start();
  connections = [];
});
afterEach(async () => {
  await Promise.all(connections.map((connection) => connection.onApplicationShutdown()));
  await redis.stop();
});

async function start(url = redis.url): Promise<SharedRateLimiter> {
  const connection = new RedisConnection(url);
  connections.push(connection);
  await connection.onModuleInit();
  return new SharedRateLimiter(connection, (key) => `limit:${key}`, new MemoryRateLimiter());
}

const allowed = async (limiters: readonly SharedRateLimiter[], times: number, limit: number): Promise<number> => {
  const asked = Array.from({ length: times }, (_, index) => limiters[index % limiters.length]?.take('key', limit));
  return (await Promise.all(asked)).filter((decision) => decision?.allowed).length;
};

describe('a rate limit shared through Redis', () => {
  it('lets exactly the limit pass, whoever is asked', async () => {
    const limiters = await Promise.all([start(), start(), start()]);
    expect(await allowed(limiters, 900, 300)).toBe(300);
    expect(await allowed(limiters, 30, 300)).toBe(0);
  });

  it('ends with its window', async () => {
    const limiter = await start();
    await allowed([limiter], 10, 10);
    const ttl = await redis.with((client) => client.pttl('limit:key'));
    expect(ttl).toBeGreaterThan(50_000);
    expect(ttl).toBeLessThanOrEqual(60_000);
  });

  it('goes on, each process alone, while Redis hangs, and together again afterwards', async () => {
    const limiters = await Promise.all([start(), start()]);
    redis.hang();
    expect(await allowed(limiters, 40, 10)).toBe(20);
    redis.resume();
    await until(() => connections.every(({ available }) => available));
    expect(await allowed(limiters, 40, 10)).toBeLessThanOrEqual(10);
  });

  it('loses nothing of the limit while Redis is slow', async () => {
    const proxy = await TcpProxy.to(new URL(redis.url.reveal()));
    try {
      const limiter = await start(new Secret(`redis://127.0.0.1:${proxy.port}`));
      proxy.answerAfter(30);
      for (let request = 0; request < 20; request += 1) {
        expect(await limiter.take('key', 300)).toEqual({ allowed: true });
        await sleep(40);
      }
      // Twenty requests use up two lots of fifteen at most.
      expect(await redis.with((client) => client.get('limit:key'))).toMatch(/^(15|30)$/);
      expect(await (await start()).take('key', 300)).toEqual({ allowed: true });
    } finally {
      await proxy.close();
    }
  });
});
