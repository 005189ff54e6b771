import { LRUCache } from 'lru-cache';
import type { Clock } from '../config/clock';

interface Kept<Value> {
  readonly value: Value;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * A bounded in-process cache, least recently used out first. The end of life is inside the entry and is looked at on
 * every hit, so an entry never outlives it, and a hit never prolongs it.
 */
export class ExpiringCache<Value> {
  readonly #entries: LRUCache<string, Kept<Value>>;

  /** @param limits the most entries, and the most bytes of keys and values as `sizeOf` counts them. */
  constructor(
    limits: { readonly entries: number; readonly bytes: number },
    private readonly sizeOf: (value: Value) => number,
    private readonly clock: Clock,
  ) {
    this.#entries = new LRUCache({ max: limits.entries, maxSize: limits.bytes });
  }

  get(key: string): Value | undefined {
    const kept = this.#entries.get(key);
    if (kept === undefined) return undefined;
    if (kept.until > this.clock.now()) return kept.value;
    this.#entries.delete(key);
    return undefined;
  }

  /** @param until milliseconds since 1970; a moment already past keeps nothing. */
  set(key: string, value: Value, until: number): void {
    if (until <= this.clock.now()) {
      this.#entries.delete(key);
      return;
    }
    this.#entries.set(key, { value, until }, { size: key.length + this.sizeOf(value) });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Drops every entry whose value answers true. */
  deleteWhere(matches: (value: Value) => boolean): void {
    for (const [key, kept] of this.#entries.entries()) if (matches(kept.value)) this.#entries.delete(key);
  }

  get size(): number {
    return this.#entries.size;
  }
}
