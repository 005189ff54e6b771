import type { Decision, Room } from './decision';

/** Length of the window that limits are given for, in milliseconds. */
export const WINDOW_MS = 60_000;

/**
 * Counts requests by key in windows of one minute. In memory it answers at once, so that a guard stays synchronous;
 * shared between processes it answers later. It never throws: when the shared count is gone, each process counts alone.
 */
export abstract class RateLimiter {
  /** Counts one request unless the limit is reached. */
  abstract take(key: string, limitPerMinute: number): Decision | Promise<Decision>;

  /** How many more `take` would let pass, counting nothing. */
  abstract peek(key: string, limitPerMinute: number): Room | Promise<Room>;
}
