import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../config/clock';
import type { Randomness } from '../../config/randomness';
import { type FailureReason, WixFailure } from '../wix-failure.error';
import { Bulkhead, overloaded } from './bulkhead';
import type { BulkheadLimits } from './bulkhead';
import { Circuit } from './circuit';
import type { Deadline } from './deadline';
import { Pause } from './pause';
import { RetryBudget } from './retry-budget';
import { retryDelay } from './retry-delay';

/** One call: what it takes to send it, and how often that may be done. */
export interface UpstreamCall<Result> {
  readonly deadline: Deadline;
  /** Whether Wix may get it twice without harm. */
  readonly repeatable: boolean;
  /** Runs before each attempt, and throws to prevent it. */
  readonly admit: () => void;
  /** One attempt, which takes `deadlineMs` at most. Throws WixFailure when Wix gives no usable answer. */
  readonly attempt: (deadlineMs: number) => Promise<Result>;
}

/** Why a call was not even tried. */
type RefusalReason = Extract<FailureReason, 'circuit open' | 'asked to wait'>;
type Refusal = (reason: RefusalReason, retryAfterSeconds: number) => WixFailure;

/** One operation of Wix's, such as Token Info, and all that protects it and us: queue, circuit, one retry, pauses. */
export class UpstreamOperation {
  readonly #bulkhead: Bulkhead;
  readonly #circuit: Circuit;
  readonly #retries = new RetryBudget();
  readonly #pause: Pause;
  #lastRefusal: WixFailure | undefined;

  constructor(
    limits: BulkheadLimits,
    clock: Clock,
    private readonly randomness: Randomness,
    private readonly refusal: Refusal,
  ) {
    this.#bulkhead = new Bulkhead(limits);
    this.#circuit = new Circuit(clock, isFaultOfWix);
    this.#pause = new Pause(clock);
  }

  /**
   * Makes the call, and once more when that may help, is harmless and fits into the deadline.
   *
   * @throws what `attempt` or `admit` throws; the refusal of the operation's own form while the circuit is open or Wix
   *   asked to wait; CodedError `overloaded` (503). The last two at once and without touching the network.
   */
  run<Result>(call: UpstreamCall<Result>): Promise<Result> {
    // At once, as it may be thousands a second: on the way through what makes a call each would be thrown again and again.
    const refusal = this.#refusal();
    return refusal === undefined ? this.#send(call) : Promise.reject(refusal);
  }

  async #send<Result>(call: UpstreamCall<Result>): Promise<Result> {
    this.#retries.earn();
    try {
      return await this.#once(call);
    } catch (error) {
      const delayMs = this.#delayOf(error, call);
      if (delayMs === undefined || !this.#retries.spend()) throw error;
      await sleep(delayMs);
      return this.#once(call);
    }
  }

  /** Sends nothing for a while, because Wix asked for that. */
  pauseFor(seconds: number): void {
    this.#pause.begin(seconds * 1000);
  }

  #delayOf(error: unknown, { deadline, repeatable }: UpstreamCall<unknown>): number | undefined {
    if (!(error instanceof WixFailure)) return undefined;
    return retryDelay(error, repeatable, deadline.remainingMs, this.randomness.next());
  }

  async #once<Result>(call: UpstreamCall<Result>): Promise<Result> {
    this.#assertOpenToCalls();
    if (!this.#circuit.closed) {
      // A probe does not queue: the places may be taken by calls that hang.
      call.admit();
      return this.#attempt(call);
    }
    this.#bulkhead.assertRoom();
    call.admit();
    return this.#bulkhead.run(() => {
      // While it waited, others may have found out.
      this.#assertOpenToCalls();
      return this.#attempt(call);
    });
  }

  #attempt<Result>({ deadline, attempt }: UpstreamCall<Result>): Promise<Result> {
    const { remainingMs } = deadline;
    if (remainingMs === 0) throw overloaded();
    return this.#circuit.run(() => attempt(remainingMs));
  }

  #assertOpenToCalls(): void {
    const refusal = this.#refusal();
    if (refusal !== undefined) throw refusal;
  }

  /** Why no call may be sent now, if so. */
  #refusal(): WixFailure | undefined {
    if (this.#pause.remainingMs > 0) return this.#refuse('asked to wait', this.#pause.remainingSeconds);
    const { retryAfterSeconds } = this.#circuit;
    return retryAfterSeconds > 0 ? this.#refuse('circuit open', retryAfterSeconds) : undefined;
  }

  /** One error for all who are told the same: to take a stack for each was a tenth of a refused request. */
  #refuse(reason: RefusalReason, retryAfterSeconds: number): WixFailure {
    const last = this.#lastRefusal;
    if (last?.reason === reason && last.retryAfterSeconds === retryAfterSeconds) return last;
    return (this.#lastRefusal = this.refusal(reason, retryAfterSeconds));
  }
}

/** A 4xx is about the request, and 429 about its sender: neither says that Wix is down. */
function isFaultOfWix(error: unknown): boolean {
  return error instanceof WixFailure && !error.reason.startsWith('status 4');
}
