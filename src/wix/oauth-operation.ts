import type { Clock } from '../config/clock';
import type { Randomness } from '../config/randomness';
import { OAuthUnavailableError } from './oauth.error';
import { UpstreamOperation } from './resilience/upstream-operation';

/** Of Token Info and of each kind of token request: they do not wait for each other. */
export const CONCURRENT_REQUESTS = 64;
const LONGEST_WAIT_MS = 3_000;

/** The protection of one OAuth operation. */
export function oauthOperation(
  name: string,
  deadlineMs: number,
  clock: Clock,
  randomness: Randomness,
  concurrency = CONCURRENT_REQUESTS,
): UpstreamOperation {
  // Who has waited for longer than half the deadline has too little left for the request itself.
  const limits = { concurrency, longestWaitMs: Math.min(LONGEST_WAIT_MS, deadlineMs / 2) };
  return new UpstreamOperation(limits, clock, randomness, (reason, retryAfterSeconds) => {
    return new OAuthUnavailableError(name, reason, undefined, retryAfterSeconds);
  });
}
