import type { Cache } from '@nestjs/cache-manager';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { AppConfig } from '../config/app-config';
import type { Clock } from '../config/clock';
import type { InstanceId } from '../identifiers/guid';
import type { RedisConnection } from './redis.connection';
import { type RedisEntry, redisEntry } from './redis.entry.schema';
import { RedisInvalidationFeed } from './redis.invalidation-feed';
import { RedisLease } from './redis.lease';
import { SealingKey } from './sealing-key';
import {
  type Lease,
  type LeaseTimes,
  type Patience,
  type Reading,
  type SharedEntry,
  type SharedKey,
  SharedTier,
} from './shared-tier';

/** Nothing stays longer, so that the mark of a forgotten instance outlives whatever was written before it. */
const LONGEST_LIFE_MS = 24 * 3_600_000;
const MARK_LIFE_MS = LONGEST_LIFE_MS + 3_600_000;
const MOST_UNSAID = 1000;

/**
 * The shared tier in Redis. Every entry holds its own end, and the moment before its work began, by Redis's clock. The
 * mark of a forgotten instance is such a moment too: an entry that is older does not count, however late it was written.
 * During a rotation of the app secret both secrets read and the current one writes.
 */
export class RedisSharedTier extends SharedTier implements OnApplicationShutdown {
  readonly #current: SealingKey;
  readonly #keys: readonly SealingKey[];
  readonly #feed: RedisInvalidationFeed;
  readonly #listeners: ((instanceId: InstanceId) => void)[] = [];
  /** Forgotten, and not said yet: it is under way, or Redis is away and it is said when that is back. */
  readonly #unsaid = new Set<InstanceId>();
  readonly #leases = new Set<Lease>();

  constructor(
    private readonly connection: RedisConnection,
    private readonly entries: Cache,
    app: AppConfig['app'],
    private readonly clock: Clock,
  ) {
    super();
    this.#keys = [this.#current] = SealingKey.allOf(app);
    this.#feed = new RedisInvalidationFeed(connection, this.#keys, {
      forgotten: (instanceId) => {
        for (const listener of this.#listeners) listener(instanceId);
      },
      alive: () => {
        for (const instanceId of this.#unsaid) this.forgetInstance(instanceId);
      },
    });
  }

  override read(key: SharedKey, patience?: Patience): Promise<Reading | undefined> | undefined {
    if (!this.connection.available) return undefined;
    return this.connection.run(async (redis) => {
      const [entry, moment] = await Promise.all([this.#find(key), momentOf(redis)]);
      const counts = entry !== undefined && !(await this.#isForgotten(redis, entry));
      return counts
        ? { value: entry.value, ageMs: (moment - entry.moment) / 1000, moment }
        : { value: undefined, ageMs: 0, moment };
    }, patience);
  }

  override async write(key: SharedKey, { value, until, instanceId }: SharedEntry, moment: number): Promise<void> {
    await this.#set(key, { value, until, instanceId, moment });
  }

  override async overwrite(key: SharedKey, value: unknown, until: number): Promise<void> {
    if ((await this.#find(key)) === undefined) return;
    const moment = await this.connection.run(momentOf);
    // No forgetting concerns it, so it belongs to no instance.
    if (moment !== undefined) await this.#set(key, { value, until, moment });
  }

  override async delete(key: SharedKey): Promise<void> {
    await this.entries.mdel(this.#names(key));
  }

  override async lease({ kind, subject }: SharedKey, times: LeaseTimes): Promise<Lease | 'taken' | 'away'> {
    const lease = await RedisLease.take(this.connection, this.#current.name(`${kind}-lease`, subject), times);
    if (!(lease instanceof RedisLease)) return lease;
    const held: Lease = {
      release: () => {
        this.#leases.delete(held);
        return lease.release();
      },
    };
    this.#leases.add(held);
    return held;
  }

  override forgetInstance(instanceId: InstanceId): void {
    if (this.#unsaid.size < MOST_UNSAID) this.#unsaid.add(instanceId);
    void this.#forget(instanceId).then((said) => {
      if (said === true) this.#unsaid.delete(instanceId);
    });
  }

  override onForgotten(listener: (instanceId: InstanceId) => void): void {
    this.#listeners.push(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    this.#feed.close();
    await Promise.all([...this.#leases].map((lease) => lease.release()));
  }

  #names({ kind, subject }: SharedKey): string[] {
    return this.#keys.map((key) => key.name(kind, subject));
  }

  /** What was written with the current secret comes first. */
  async #find(key: SharedKey): Promise<RedisEntry | undefined> {
    const found = await Promise.all(this.#names(key).map((name) => this.entries.get(name)));
    return found
      .map((entry) => redisEntry.safeParse(entry).data)
      .find((entry) => entry !== undefined && entry.until > this.clock.now());
  }

  async #set({ kind, subject }: SharedKey, entry: RedisEntry): Promise<void> {
    const lifeMs = Math.floor(Math.min(entry.until - this.clock.now(), LONGEST_LIFE_MS));
    if (lifeMs > 0) await this.entries.set(this.#current.name(kind, subject), entry, lifeMs);
  }

  async #isForgotten(redis: Redis, { instanceId, moment }: RedisEntry): Promise<boolean> {
    if (instanceId === undefined) return false;
    // Of what it forgot itself this process takes nothing back while Redis does not know of it.
    if (this.#unsaid.has(instanceId)) return true;
    const forgotten = await Promise.all(
      this.#keys.map(async (key) => {
        const name = markOf(key, instanceId);
        const sealed = await redis.getBuffer(name);
        // A mark that can't be read counts as one: then Wix is asked.
        return sealed !== null && !(Number(key.open(name, sealed)) < moment);
      }),
    );
    return forgotten.includes(true);
  }

  #forget(instanceId: InstanceId): Promise<boolean | undefined> {
    return this.connection.run(async (redis) => {
      const moment = await momentOf(redis);
      const chain = redis.multi();
      for (const key of this.#keys) {
        const name = markOf(key, instanceId);
        chain.set(name, key.seal(name, String(moment)), 'PX', MARK_LIFE_MS);
      }
      this.#feed.say(chain, instanceId);
      const results = await chain.exec();
      return results?.every(([error]) => error === null);
    });
  }
}

function markOf(key: SealingKey, instanceId: InstanceId): string {
  return key.name('forgotten', instanceId);
}

/** Redis's own clock: one for all processes. */
async function momentOf(redis: Redis): Promise<number> {
  const [seconds, microseconds] = await redis.time();
  return Number(seconds) * 1_000_000 + Number(microseconds);
}
