import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { CodedError } from '../../errors/coded.error';

/** However short the expected wait: what the memory for those who wait is worth. */
const LONGEST_QUEUE = 4_096;
/** How fast the mean follows: the last twenty or so calls count. */
const WEIGHT = 0.1;
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

  /** @throws CodedError `overloaded` (503) when a newcomer would wait too long */
  assertRoom(): void {
    const { executionSlots, queueSlots } = this.#policy;
    if (executionSlots > 0) return;
    if (queueSlots === 0 || this.#expectedWaitMs(LONGEST_QUEUE - queueSlots) > this.limits.longestWaitMs) {
      throw overloaded();
    }
  }

  /** @throws CodedError `overloaded` (503) when the queue is full */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await this.#policy.execute(() => this.#measured(work));
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? overloaded() : error;
    }
  }

  #expectedWaitMs(queued: number): number {
    // Where nothing ends any more the mean is of the past: a call takes at least as long as none could start.
    const callMs = Math.max(this.#meanMs, this.now() - this.#startedAt);
    return ((queued + 1) / this.limits.concurrency) * callMs;
  }

  async #measured<Result>(work: () => Promise<Result>): Promise<Result> {
    const startedAt = this.now();
    this.#startedAt = startedAt;
    try {
      return await work();
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
