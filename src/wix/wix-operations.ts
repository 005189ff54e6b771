import { LRUCache } from 'lru-cache';
import type { AppConfig } from '../config/app-config';
import type { Clock } from '../config/clock';
import type { Randomness } from '../config/randomness';
import { UpstreamOperation } from './resilience/upstream-operation';
import type { WixCall } from './wix-call';
import { WixFailure } from './wix-failure.error';

/** Of one operation. With Wix at 20 ms and 512 requests under way, half as many give seven eighths of the throughput. */
export const CONCURRENT_CALLS = 512;
/** A burst of a few thousand calls gets through in this time; what would wait longer is better told so at once. */
const LONGEST_WAIT_MS = 3_000;
/** Calls are what routes declare, so they are few. */
const MOST_OPERATIONS = 1_000;

/** The protection of each operation of the REST API: one that is down or slow leaves the others alone. */
export class WixOperations {
  readonly #operations = new LRUCache<WixCall, UpstreamOperation>({ max: MOST_OPERATIONS });
  readonly #limits;

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {
    // Who has waited for longer than half the deadline has too little left for the call itself.
    const longestWaitMs = Math.min(LONGEST_WAIT_MS, config.wix.apiTimeoutMs / 2);
    this.#limits = { concurrency: CONCURRENT_CALLS, longestWaitMs };
  }

  of(call: WixCall): UpstreamOperation {
    const known = this.#operations.get(call);
    if (known !== undefined) {
      return known;
    }
    const operation = new UpstreamOperation(
      this.#limits,
      this.clock,
      this.randomness,
      (reason, retryAfterSeconds) => new WixFailure(call, reason, undefined, retryAfterSeconds),
    );
    this.#operations.set(call, operation);
    return operation;
  }
}
