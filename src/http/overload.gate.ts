import { CodedError } from '../errors/coded.error';
import { turnEnd } from '../event-loop/turn-end';

/**
 * How long one turn of the event loop may take in requests, in milliseconds. What a turn takes in is answered at its
 * end, so this bounds what a request waits for others: some 1,000 warm requests. Fewer connections than that never meet it.
 */
const LONGEST_TURN_MS = 40;
const RETRY_AFTER_SECONDS = 1;

/**
 * Turns requests away when the process has more to do than time to do it (503 `overloaded`), before anything is done
 * for them: who would wait for too long hears so at once, and the others are still served quickly. Health checks pass:
 * a process that is busy must not be restarted for it.
 */
export class OverloadGate {
  #turnStartedAt: number | undefined;

  /** @param now milliseconds on a clock that never goes back */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @returns the error to answer with, or `undefined` for who may come in */
  refuse(target: string): CodedError | undefined {
    const now = this.now();
    if (this.#turnStartedAt === undefined) {
      this.#turnStartedAt = now;
      void turnEnd().then(() => {
        this.#turnStartedAt = undefined;
      });
      return undefined;
    }
    if (now - this.#turnStartedAt < LONGEST_TURN_MS || target.startsWith('/health/')) return undefined;
    return new CodedError('overloaded', 'The gateway has more to do than it can. Try again shortly.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
}
