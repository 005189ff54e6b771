import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { RedisConnection } from '../cache/redis.connection';
import { SingleFlight } from '../cache/single-flight';
import { ALLOWED, type Decision, refusalUntil, type Room } from './decision';
import { RateLimiter, WINDOW_MS } from './rate-limiter';

/** What this process may let pass of a window on its own. */
interface Lot {
  left: number;
  /** Nothing more is to be had in this window. */
  readonly isLast: boolean;
  /** On the limiter's clock, in milliseconds. */
  readonly endsAt: number;
}

/**
 * Lots to a window: a process asks Redis once for a twentieth of the limit and not for every request, and at most so
 * much lies unused in a process that nobody asks.
 */
const LOTS = 20;
/** About 20 MB when full. A key that is pushed out takes another lot. */
const MAX_KEYS = 100_000;

/** Takes up to ARGV[2] of a window's ARGV[1]; the first to take begins the window, of ARGV[3] ms. */
const TAKE = `
local used = tonumber(redis.call('GET', KEYS[1]) or '0')
local granted = math.min(tonumber(ARGV[2]), tonumber(ARGV[1]) - used)
if granted > 0 then
  if used == 0 then redis.call('SET', KEYS[1], granted, 'PX', ARGV[3]) else redis.call('INCRBY', KEYS[1], granted) end
end
return {granted, redis.call('PTTL', KEYS[1])}`;

/**
 * One count for all processes: windows as in memory, kept in Redis, of which each process takes lots. Together they let
 * exactly the limit pass, or less by what lies unused in a quiet process; never more. While Redis is away, or owes an
 * answer for longer than a request waits, each process counts alone.
 */
export class SharedRateLimiter extends RateLimiter {
  readonly #lots = new LRUCache<string, Lot>({ max: MAX_KEYS });
  readonly #takings = new SingleFlight<boolean | undefined>();
  /** Keys of lots that Redis was asked for and has not answered, whoever still waits. */
  readonly #unanswered = new Set<string>();

  /**
   * @param nameOf what a key is called in Redis, where nobody is to read whose it is
   * @param alone counts while Redis is away
   * @param now milliseconds on a clock that never goes back
   */
  constructor(
    private readonly connection: Pick<RedisConnection, 'available' | 'run'>,
    private readonly nameOf: (key: string) => string,
    private readonly alone: RateLimiter,
    private readonly now: () => number = () => performance.now(),
  ) {
    super();
  }

  take(key: string, limitPerMinute: number): Decision | Promise<Decision> {
    const lot = this.#lotOf(key);
    if (lot !== undefined && lot.left > 0) {
      lot.left -= 1;
      return ALLOWED;
    }
    if (lot?.isLast === true) return refusalUntil(lot.endsAt, this.now());
    return this.connection.available ? this.#takeLot(key, limitPerMinute) : this.alone.take(key, limitPerMinute);
  }

  async peek(key: string, limitPerMinute: number): Promise<Room> {
    const lot = this.#lotOf(key);
    const own = lot?.left ?? 0;
    if (lot?.isLast === true) return own > 0 ? own : refusalUntil(lot.endsAt, this.now());
    const further = (await this.#look(key, limitPerMinute)) ?? (await this.alone.peek(key, limitPerMinute));
    if (typeof further === 'number') return own + further;
    return own > 0 ? own : further;
  }

  #lotOf(key: string): Lot | undefined {
    const lot = this.#lots.get(key);
    return lot === undefined || lot.endsAt <= this.now() ? undefined : lot;
  }

  /** Those who wait for the same lot may use it up; whoever is left without asks for the next. */
  async #takeLot(key: string, limitPerMinute: number): Promise<Decision> {
    const answered = await this.#takings.run(key, () => this.#askForLot(key, limitPerMinute));
    return answered === true ? this.take(key, limitPerMinute) : this.alone.take(key, limitPerMinute);
  }

  /** @returns whether Redis has given its answer while it is worth waiting for; a later one serves later requests. */
  async #askForLot(key: string, limitPerMinute: number): Promise<boolean | undefined> {
    if (this.#unanswered.has(key)) return undefined;
    return this.connection.run((redis) => this.#fetchLot(redis, key, limitPerMinute), 'hasty');
  }

  /** Keeps the lot itself: by then nobody may wait for it any more, and in Redis it is taken. */
  async #fetchLot(redis: Redis, key: string, limitPerMinute: number): Promise<boolean> {
    const wanted = Math.ceil(limitPerMinute / LOTS);
    this.#unanswered.add(key);
    try {
      const answer = await redis.eval(TAKE, 1, this.nameOf(key), limitPerMinute, wanted, WINDOW_MS);
      if (!Array.isArray(answer)) return false;
      const [granted, endsInMs] = answer.map(Number);
      // A window without an end is not ours, and would never be over.
      if (granted === undefined || endsInMs === undefined || endsInMs < 0) return false;
      this.#lots.set(key, { left: granted, isLast: granted < wanted, endsAt: this.now() + endsInMs });
      return true;
    } finally {
      this.#unanswered.delete(key);
    }
  }

  /** What no process has taken; `undefined` when Redis does not say. */
  async #look(key: string, limitPerMinute: number): Promise<Room | undefined> {
    const name = this.nameOf(key);
    const answer = await this.connection.run((redis) => Promise.all([redis.get(name), redis.pttl(name)]), 'hasty');
    if (answer === undefined) return undefined;
    const [used, endsInMs] = answer;
    const left = limitPerMinute - Number(used);
    return left > 0 ? left : refusalUntil(this.now() + endsInMs, this.now());
  }
}
