import { setImmediate as turnEnd } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Decision } from '../../../src/rate-limits/decision';
import { MemoryRateLimiter } from '../../../src/rate-limits/memory-rate-limiter';
import { SharedRateLimiter } from '../../../src/rate-limits/shared-rate-limiter';
import { deferred } from '../../support/deferred';

/** A Redis of one key's window, and a connection that can be away. */
class PlayedRedis {
  available = true;
  answers = true;
  /** What its answers wait for; nobody who asks waits with them. */
  slowness: Promise<undefined> | undefined;
  trips = 0;
  used = 0;
  readonly names = new Set<string>();

  async run<Answer>(commands: (redis: Redis) => Promise<Answer>): Promise<Answer | undefined> {
    this.trips += 1;
    await Promise.resolve();
    if (!this.available || !this.answers) return undefined;
    const played = {
      eval: async (_script: string, _keys: number, name: string, limit: number, wanted: number) => {
        this.names.add(name);
        const granted = Math.min(wanted, limit - this.used);
        this.used += Math.max(0, granted);
        await this.slowness;
        return [granted, 45_000];
      },
      get: () => Promise.resolve(this.used === 0 ? null : String(this.used)),
      pttl: () => Promise.resolve(45_000),
    };
    // As much of ioredis as the limiter uses.
    const answer = commands(played as unknown as Redis).catch(() => undefined);
    return this.slowness === undefined ? answer : undefined;
  }
}

describe('SharedRateLimiter', () => {
  let now: number;
  let redis: PlayedRedis;
  const limiterOf = () => {
    const clock = () => now;
    return new SharedRateLimiter(redis, (key) => `hidden ${key.length}`, new MemoryRateLimiter(clock), clock);
  };
  const take = async (limiter: SharedRateLimiter, times: number, limit: number): Promise<number> => {
    const decisions: Decision[] = [];
    for (let time = 0; time < times; time++) decisions.push(await limiter.take('key', limit));
    return decisions.filter(({ allowed }) => allowed).length;
  };

  beforeEach(() => {
    now = 1_000;
    redis = new PlayedRedis();
  });

  it('lets exactly the limit pass through all processes together', async () => {
    const [one, other] = [limiterOf(), limiterOf()];
    expect((await take(one, 60, 100)) + (await take(other, 60, 100))).toBe(100);
  });

  it('lets exactly the limit pass when all come at once', async () => {
    const limiters = [limiterOf(), limiterOf(), limiterOf()];
    const asked = Array.from({ length: 300 }, (_, index) => limiters[index % 3]?.take('key', 100));
    const decisions = await Promise.all(asked);
    expect(decisions.filter((decision) => decision?.allowed)).toHaveLength(100);
  });

  it('asks Redis for a twentieth of the limit at a time, and answers at once in between', async () => {
    const limiter = limiterOf();
    await limiter.take('key', 100);
    for (let time = 0; time < 4; time++) expect(limiter.take('key', 100)).toEqual({ allowed: true });
    expect(redis.trips).toBe(1);
    expect(limiter.take('key', 100)).toBeInstanceOf(Promise);
  });

  it('asks nobody any more once all is used, and says when to come back', async () => {
    const limiter = limiterOf();
    await take(limiter, 10, 10);
    await limiter.take('key', 10);
    const trips = redis.trips;
    now += 15_000;
    expect(limiter.take('key', 10)).toEqual({ allowed: false, retryAfterSeconds: 30 });
    expect(await limiter.peek('key', 10)).toEqual({ allowed: false, retryAfterSeconds: 30 });
    expect(redis.trips).toBe(trips);
  });

  it('begins anew after the end of the window', async () => {
    const limiter = limiterOf();
    expect(await take(limiter, 12, 10)).toBe(10);
    now += 45_000;
    redis.used = 0;
    expect(await take(limiter, 12, 10)).toBe(10);
  });

  it.each(['away', 'silent'])('counts alone while Redis is %s', async (how) => {
    if (how === 'away') redis.available = false;
    else redis.answers = false;
    const limiter = limiterOf();
    expect(await limiter.peek('key', 10)).toBe(10);
    expect(await take(limiter, 12, 10)).toBe(10);
    expect(await limiter.peek('key', 10)).toMatchObject({ allowed: false });
  });

  it('counts alone until a slow Redis answers, takes one lot meanwhile, and uses it then', async () => {
    const limiter = limiterOf();
    const answer = deferred<undefined>();
    redis.slowness = answer.promise;
    expect(await take(limiter, 20, 100)).toBe(20);
    expect(redis.used).toBe(5);
    answer.resolve(undefined);
    await turnEnd();
    for (let time = 0; time < 5; time++) expect(limiter.take('key', 100)).toEqual({ allowed: true });
    expect(limiter.take('key', 100)).toBeInstanceOf(Promise);
  });

  it('asks again after an answer that never came', async () => {
    const limiter = limiterOf();
    const answer = deferred<undefined>();
    redis.slowness = answer.promise;
    await limiter.take('key', 100);
    answer.reject(new Error('Command timed out'));
    await turnEnd();
    redis.slowness = undefined;
    await limiter.take('key', 100);
    expect(redis.used).toBe(10);
    expect(limiter.take('key', 100)).toEqual({ allowed: true });
  });

  it('tells how many more may pass, its own lot and what no process has taken, without counting', async () => {
    const limiter = limiterOf();
    expect(await limiter.peek('key', 100)).toBe(100);
    expect(redis.used).toBe(0);
    await take(limiter, 2, 100);
    expect(redis.used).toBe(5);
    expect(await limiter.peek('key', 100)).toBe(98);
    redis.used = 100;
    expect(await limiter.peek('key', 100)).toBe(3);
    redis.available = false;
    expect(await limiter.peek('key', 100)).toBe(103);
  });

  it('tells when to come back where nothing more may pass', async () => {
    const limiter = limiterOf();
    redis.used = 10;
    expect(await limiter.peek('key', 10)).toEqual({ allowed: false, retryAfterSeconds: 45 });
  });

  it('shows Redis no key', async () => {
    await limiterOf().take('key', 10);
    expect([...redis.names]).toEqual(['hidden 3']);
  });
});
