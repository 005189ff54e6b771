import type { Clock } from '../../config/clock';
import { Pause } from './pause';
import { SlidingCount } from './sliding-count';

const WINDOW_MS = 10_000;
const SLOT_MS = 1_000;
const LEAST_CALLS = 20;
const FAILING_SHARE = 0.5;
const PROBE_EVERY_MS = 5_000;

/** What was seen while the circuit was closed. What a former era's calls come to, late, says nothing of this one. */
class Era {
  readonly calls = new SlidingCount(WINDOW_MS, SLOT_MS);
  readonly failures = new SlidingCount(WINDOW_MS, SLOT_MS);

  failing(now: number): boolean {
    const calls = this.calls.total(now);
    return calls >= LEAST_CALLS && this.failures.total(now) >= calls * FAILING_SHARE;
  }
}

/**
 * The circuit of one operation: opens when at least half of at least twenty calls failed within ten seconds. Open, it
 * lets one call in five seconds through as a probe, hanging earlier ones or not; the first that does not fail closes it.
 *
 * Not cockatiel's: there whoever comes during a probe waits for it, however long it hangs, answers that are
 * refusals do not count as calls, and its time can't be injected.
 */
export class Circuit {
  #era = new Era();
  #open = false;
  readonly #untilProbe: Pause;

  /** @param isFailure whether an error is the fault of the other side, which alone opens a circuit */
  constructor(
    private readonly clock: Clock,
    private readonly isFailure: (error: unknown) => boolean,
  ) {
    this.#untilProbe = new Pause(clock);
  }

  get closed(): boolean {
    return !this.#open;
  }

  /** Whole seconds, at least 1, until the circuit takes a call; 0 when it takes one now. */
  get retryAfterSeconds(): number {
    return this.#open ? this.#untilProbe.remainingSeconds : 0;
  }

  /** Does the work, whose outcome counts. Not for when `retryAfterSeconds` says to wait. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const era = this.#era;
    if (this.#open) this.#untilProbe.begin(PROBE_EVERY_MS);
    try {
      const result = await work();
      this.#record(era, false);
      return result;
    } catch (error) {
      this.#record(era, this.isFailure(error));
      throw error;
    }
  }

  #record(era: Era, failed: boolean): void {
    if (era !== this.#era) return;
    if (this.#open) {
      if (!failed) this.#close();
      return;
    }
    const now = this.clock.now();
    era.calls.add(now);
    if (!failed) return;
    era.failures.add(now);
    if (era.failing(now)) {
      this.#open = true;
      this.#era = new Era();
      this.#untilProbe.begin(PROBE_EVERY_MS);
    }
  }

  #close(): void {
    this.#open = false;
    this.#era = new Era();
  }
}
