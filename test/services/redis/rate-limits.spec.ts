import { RedisConnection } from '../../../src/cache/redis.connection';
import { MemoryRateLimiter } from '../../../src/rate-limits/memory-rate-limiter';
import { SharedRateLimiter } from '../../../src/rate-limits/shared-rate-limiter';
import { RedisServer } from '../../support/redis.server';
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

async function start(): Promise<SharedRateLimiter> {
  const connection = new RedisConnection(redis.url);
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
});
