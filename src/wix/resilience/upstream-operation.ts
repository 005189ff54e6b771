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
  /**
   * Runs before each attempt, and throws to prevent it; once more when the attempt had to wait for its turn. What it gives
   * takes that back: the attempt is not made after all, or not yet.
   */
  readonly admit: () => (() => void) | undefined;
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
    this.#assertUseful(call);
    // A probe does not queue: the places may be taken by calls that hang.
    if (!this.#circuit.closed) {
      call.admit();
      return this.#attempt(call);
    }
    this.#bulkhead.assertRoom(call.deadline.remainingMs);
    const withdraw = call.admit();
    return this.#bulkhead.run((waited) => (waited ? this.#attemptLater(call, withdraw) : this.#attempt(call)));
  }

  /** It counts from when it is sent; and while it waited Wix may have asked for a pause, or its time have passed. */
  #attemptLater<Result>(call: UpstreamCall<Result>, withdraw: (() => void) | undefined): Promise<Result> {
    withdraw?.();
    this.#assertUseful(call);
    call.admit();
    const { remainingMs } = call.deadline;
    // It may be in time, but whatever becomes of it says more of our queue than of Wix. A probe is counted.
    if (!this.#circuit.closed || !this.#bulkhead.isTooShort(remainingMs)) return this.#attempt(call);
    this.#retries.earn();
    return call.attempt(remainingMs);
  }

  #attempt<Result>({ deadline, attempt }: UpstreamCall<Result>): Promise<Result> {
    this.#retries.earn();
    return this.#circuit.run(() => this.#bulkhead.measure(() => attempt(deadline.remainingMs)));
  }

  /** @throws the refusal; CodedError `overloaded` (503) when its time is over */
  #assertUseful({ deadline }: UpstreamCall<unknown>): void {
    const refusal = this.#refusal() ?? (deadline.remainingMs === 0 ? overloaded() : undefined);
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
