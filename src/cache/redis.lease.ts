import { randomUUID } from 'node:crypto';
import type { RedisConnection } from './redis.connection';
import type { Lease, LeaseTimes } from './shared-tier';

/** Only the owner's: after its end another process may hold the lease. */
const DELETE_IF_OWNER = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

const PROLONG_IF_OWNER = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`;

/** A lease in Redis. Its holder prolongs it as long as it lives, so a short one ends soon after a death and not before. */
export class RedisLease implements Lease {
  readonly #owner = randomUUID();
  #heartbeat: NodeJS.Timeout | undefined;

  private constructor(
    private readonly connection: RedisConnection,
    private readonly name: string,
  ) {}

  static async take(
    connection: RedisConnection,
    name: string,
    times: LeaseTimes,
  ): Promise<RedisLease | 'taken' | 'away'> {
    const lease = new RedisLease(connection, name);
    const answer = await connection.run((redis) => redis.set(name, lease.#owner, 'PX', times.lifeMs, 'NX'));
    if (answer === undefined) return 'away';
    if (answer !== 'OK') return 'taken';
    lease.#prolong(times);
    return lease;
  }

  async release(): Promise<void> {
    clearInterval(this.#heartbeat);
    await this.connection.run((redis) => redis.eval(DELETE_IF_OWNER, 1, this.name, this.#owner));
  }

  #prolong({ lifeMs, longestMs }: LeaseTimes): void {
    const end = performance.now() + longestMs;
    this.#heartbeat = setInterval(() => {
      if (performance.now() >= end) clearInterval(this.#heartbeat);
      else void this.connection.run((redis) => redis.eval(PROLONG_IF_OWNER, 1, this.name, this.#owner, lifeMs));
    }, lifeMs / 2).unref();
  }
}
