import type { Clock } from '../../config/clock';

/** A time in which something is not to be done. No timer: it is over when somebody looks after its end. */
export class Pause {
  #from = 0;
  #until = 0;

  constructor(private readonly clock: Clock) {}

  /** Begins anew; a pause under way that ends later stays as it is. */
  begin(ms: number): void {
    if (this.remainingMs >= ms) return;
    this.#from = this.clock.now();
    this.#until = this.#from + ms;
  }

  get remainingMs(): number {
    const now = this.clock.now();
    // Before its beginning: the system's time was set back, and nobody knows how long is left.
    return now < this.#from ? 0 : Math.max(0, this.#until - now);
  }

  /** Whole seconds, for `Retry-After`. */
  get remainingSeconds(): number {
    return Math.ceil(this.remainingMs / 1000);
  }
}
