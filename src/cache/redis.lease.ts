import { randomUUID } from 'node:crypto';
import type { RedisConnection } from './redis.connection';
import type { Lease } from './shared-tier';

/** Only the owner's: after its end another process may hold the lease. */
const DELETE_IF_OWNER = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

/** A lease in Redis, which ends by itself when its holder dies. */
export class RedisLease implements Lease {
  readonly #owner = randomUUID();

  private constructor(
    private readonly connection: RedisConnection,
    private readonly name: string,
  ) {}

  static async take(connection: RedisConnection, name: string, lifeMs: number): Promise<RedisLease | 'taken' | 'away'> {
    const lease = new RedisLease(connection, name);
    const answer = await connection.run((redis) => redis.set(name, lease.#owner, 'PX', lifeMs, 'NX'));
    if (answer === undefined) return 'away';
    return answer === 'OK' ? lease : 'taken';
  }

  async release(): Promise<void> {
    await this.connection.run((redis) => redis.eval(DELETE_IF_OWNER, 1, this.name, this.#owner));
  }
}
