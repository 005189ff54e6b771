import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { CodedError } from '../../errors/coded.error';

/** However short the expected wait: what the memory for those who wait is worth. */
const LONGEST_QUEUE = 4_096;
/** How fast the mean follows: the last twenty or so calls count. */
const WEIGHT = 0.1;
/** What a newcomer must have left for the call itself, in means: calls take their time, one more and one less. */
const ROOM_FOR_CALL = 2;
const RETRY_AFTER_SECONDS = 1;

export interface BulkheadLimits {
  /** Calls under way at the same time. */
  readonly concurrency: number;
  /** Nobody is let into the queue who would wait longer. */
  readonly longestWaitMs: number;
}

/**
 * Bounded concurrency for one operation, and a queue bounded by the expected wait rather than by its length: a thousand
 * who wait are nothing when an answer takes 5 ms, and hopeless when it takes 5 s. So whoever is let in gets an
 * answer in useful time, and whoever is not hears so at once.
 */
export class Bulkhead {
  readonly #policy;
  #meanMs = 0;
  #startedAt = 0;

  /** @param now milliseconds on a clock that never goes back */
  constructor(
    private readonly limits: BulkheadLimits,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#policy = bulkhead(limits.concurrency, LONGEST_QUEUE);
  }

  /**
   * @param remainingMs what a newcomer has left for the wait and the call itself
   * @throws CodedError `overloaded` (503) when a newcomer would wait too long
   */
  assertRoom(remainingMs: number): void {
    const { executionSlots, queueSlots } = this.#policy;
    if (executionSlots > 0) return;
    // Where nothing ends any more the mean is of the past: a call takes at least as long as none could start.
    const callMs = Math.max(this.#meanMs, this.now() - this.#startedAt);
    const waitMs = ((LONGEST_QUEUE - queueSlots + 1) / this.limits.concurrency) * callMs;
    if (queueSlots === 0 || waitMs > this.limits.longestWaitMs || waitMs + ROOM_FOR_CALL * callMs > remainingMs) {
      throw overloaded();
    }
  }

  /** Whether a call usually takes longer: should it not end in that time, Wix is not to blame. */
  isTooShort(remainingMs: number): boolean {
    return remainingMs <= this.#meanMs;
  }

  /**
   * @param work is told whether it had to wait for its turn
   * @throws CodedError `overloaded` (503) when the queue is full
   */
  async run<Result>(work: (waited: boolean) => Promise<Result>): Promise<Result> {
    const waits = this.#policy.executionSlots === 0;
    try {
      return await this.#policy.execute(() => work(waits));
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? overloaded() : error;
    }
  }

  /** Makes a call, and learns how long it takes. Not in `run`: what is not sent after its wait took no time at all. */
  async measure<Result>(call: () => Promise<Result>): Promise<Result> {
    const startedAt = this.now();
    this.#startedAt = startedAt;
    try {
      return await call();
    } finally {
      const tookMs = this.now() - startedAt;
      this.#meanMs += this.#meanMs === 0 ? tookMs : (tookMs - this.#meanMs) * WEIGHT;
    }
  }
}

/** The error of a call that would have come too late. */
export function overloaded(): CodedError {
  return new CodedError('overloaded', 'Too many calls to Wix are under way. Try again shortly.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
