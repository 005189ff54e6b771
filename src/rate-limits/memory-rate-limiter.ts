import { LRUCache } from 'lru-cache';
import { ALLOWED, type Decision, refusalUntil, type Room } from './decision';
import { RateLimiter, WINDOW_MS } from './rate-limiter';

interface Window {
  /** On the limiter's clock, in milliseconds. */
  endsAt: number;
  count: number;
}

/** About 20 MB when full. Past it the key that was quiet for longest starts anew. */
const MAX_KEYS = 100_000;

/**
 * Fixed windows, each beginning with its key's first request: exactly the limit passes in a window, and a refusal knows
 * to the second when the next begins. The price is that a caller may use the end of one window and the start of the next
 * for up to twice the limit within a minute.
 */
export class MemoryRateLimiter extends RateLimiter {
  readonly #windows: LRUCache<string, Window>;

  /** @param now milliseconds on a clock that never goes back, such as `performance.now` */
  constructor(
    private readonly now: () => number = () => performance.now(),
    maxKeys = MAX_KEYS,
  ) {
    super();
    this.#windows = new LRUCache({ max: maxKeys });
  }

  take(key: string, limitPerMinute: number): Decision {
    const now = this.now();
    const window = this.#windows.get(key);
    if (window === undefined) {
      this.#windows.set(key, { endsAt: now + WINDOW_MS, count: 1 });
      return ALLOWED;
    }
    if (window.endsAt <= now) {
      window.endsAt = now + WINDOW_MS;
      window.count = 0;
    }
    if (window.count >= limitPerMinute) return refusalUntil(window.endsAt, now);
    window.count += 1;
    return ALLOWED;
  }

  peek(key: string, limitPerMinute: number): Room {
    const now = this.now();
    const window = this.#windows.peek(key);
    if (window === undefined || window.endsAt <= now) return limitPerMinute;
    return window.count < limitPerMinute ? limitPerMinute - window.count : refusalUntil(window.endsAt, now);
  }
}
