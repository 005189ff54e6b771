/**
 * Remembers in which order keys were invalidated and work began, so that work that began before the invalidation of a
 * key cannot write what it found afterwards. Bounded: what it has forgotten counts as invalidated, never as valid.
 */
export class Invalidations {
  readonly #last = new Map<string, number>();
  #count = 0;
  /** The newest invalidation that was pushed out. */
  #forgotten = 0;

  constructor(private readonly entries: number) {}

  /** The moment at which work begins, for `since`. */
  mark(): number {
    return this.#count;
  }

  invalidate(key: string): void {
    this.#last.delete(key);
    this.#last.set(key, ++this.#count);
    if (this.#last.size <= this.entries) return;
    // A Map iterates in the order of insertion: the first is the oldest.
    for (const [oldest, moment] of this.#last) {
      this.#last.delete(oldest);
      this.#forgotten = moment;
      return;
    }
  }

  /** Whether the key was invalidated after the moment. */
  since(key: string, mark: number): boolean {
    return (this.#last.get(key) ?? this.#forgotten) > mark;
  }
}
