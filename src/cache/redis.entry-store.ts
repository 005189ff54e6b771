import type { DeserializedData, KeyvStoreAdapter } from 'keyv';
import type { RedisConnection } from './redis.connection';
import type { SealingKey } from './sealing-key';

/**
 * Where Keyv puts its entries: sealed, in Redis. What is away, slow or was not sealed under its name is not there, and a
 * write that gets no answer is dropped: unlike `@keyv/redis` it never hangs and never throws.
 */
export class RedisEntryStore implements KeyvStoreAdapter {
  readonly opts = {};
  /** Keyv writes it; the names are whole without. */
  namespace: string | undefined;

  /** @param keys the first seals, all open. */
  constructor(
    private readonly connection: RedisConnection,
    private readonly keys: readonly [SealingKey, ...SealingKey[]],
  ) {}

  /** Without its end: Keyv would delete by the clock of this process what others may still use. Redis ends it. */
  async get<Value>(name: string): Promise<DeserializedData<Value> | undefined> {
    const sealed = await this.connection.run((redis) => redis.getBuffer(name));
    if (sealed == null) return undefined;
    for (const key of this.keys) {
      const text = key.open(name, sealed);
      // Keyv does not check either that what comes back is what went in; whoever asked does.
      if (text !== undefined) return { value: JSON.parse(text) as Value };
    }
    return undefined;
  }

  /** @param lifeMs after which Redis drops it. */
  async set(name: string, { value }: DeserializedData<unknown>, lifeMs: number): Promise<boolean> {
    const sealed = this.keys[0].seal(name, JSON.stringify(value));
    return (await this.connection.run((redis) => redis.set(name, sealed, 'PX', lifeMs))) === 'OK';
  }

  async delete(name: string): Promise<boolean> {
    return (await this.connection.run((redis) => redis.del(name))) === 1;
  }

  /** Nobody may empty what all processes share. */
  clear(): Promise<never> {
    return Promise.reject(new Error('The entries in Redis end by themselves; clear() is not offered.'));
  }

  /** It has no event to tell. */
  on(): this {
    return this;
  }
}
