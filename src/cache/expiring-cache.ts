import { LRUCache } from 'lru-cache';
import type { Clock } from '../config/clock';

interface Kept<Value> {
  readonly value: Value;
  /** Milliseconds since 1970, as `until`. */
  readonly setAt: number;
  readonly until: number;
  readonly group: string | undefined;
}

/**
 * A bounded in-process cache, least recently used out first. The end of life is inside the entry and is looked at on
 * every hit, so an entry never outlives it, and a hit never prolongs it. It ends too when the time was set back.
 */
export class ExpiringCache<Value> {
  readonly #entries: LRUCache<string, Kept<Value>>;
  /** The keys of each group, so that dropping one is no walk over all entries. */
  readonly #groups = new Map<string, Set<string>>();

  /** @param limits the most entries, and the most bytes of keys and values as `sizeOf` counts them. */
  constructor(
    limits: { readonly entries: number; readonly bytes: number },
    private readonly sizeOf: (value: Value) => number,
    private readonly clock: Clock,
  ) {
    this.#entries = new LRUCache({
      max: limits.entries,
      maxSize: limits.bytes,
      dispose: ({ group }, key) => {
        if (group !== undefined) this.#leave(group, key);
      },
    });
  }

  get(key: string): Value | undefined {
    const kept = this.#entries.get(key);
    if (kept === undefined) return undefined;
    const now = this.clock.now();
    // Before its beginning: the system's time was set back, and nobody knows how long is left.
    if (kept.until > now && kept.setAt <= now) return kept.value;
    this.#entries.delete(key);
    return undefined;
  }

  /**
   * @param until milliseconds since 1970; a moment already past keeps nothing.
   * @param group with which it can be dropped
   */
  set(key: string, value: Value, until: number, group?: string): void {
    const setAt = this.clock.now();
    if (until <= setAt) {
      this.#entries.delete(key);
      return;
    }
    this.#entries.set(key, { value, setAt, until, group }, { size: key.length + this.sizeOf(value) });
    // One that is too large by itself was not taken.
    if (group !== undefined && this.#entries.has(key)) this.#join(group, key);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** @returns the keys that were in it */
  deleteGroup(group: string): readonly string[] {
    const keys = [...(this.#groups.get(group) ?? [])];
    for (const key of keys) this.#entries.delete(key);
    return keys;
  }

  get size(): number {
    return this.#entries.size;
  }

  #join(group: string, key: string): void {
    const keys = this.#groups.get(group);
    if (keys === undefined) this.#groups.set(group, new Set([key]));
    else keys.add(key);
  }

  #leave(group: string, key: string): void {
    const keys = this.#groups.get(group);
    keys?.delete(key);
    if (keys?.size === 0) this.#groups.delete(group);
  }
}
