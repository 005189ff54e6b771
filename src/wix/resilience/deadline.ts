/**
 * The time that one piece of work may take in all, its waits and its second attempt included. Timers keep it, so it is
 * counted on their clock, which no correction of the system's time moves.
 */
export class Deadline {
  readonly #endsAt: number;

  constructor(totalMs: number) {
    this.#endsAt = performance.now() + totalMs;
  }

  /** Milliseconds, 0 when there are none left. */
  get remainingMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }
}
