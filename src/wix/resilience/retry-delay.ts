import type { WixFailure } from '../wix-failure.error';

/** So that those who failed together do not come back together. */
const JITTER_MS = 200;
/** What may well be gone a moment later. */
const MOMENTARY: ReadonlySet<string> = new Set(['reset', 'status 502', 'status 503', 'status 504']);

/**
 * How long to wait, in milliseconds, before what failed is tried once more; `undefined` when it must not be. What never
 * reached Wix may always be repeated. Of what was sent nobody knows whether Wix acted on it, a connection that broke
 * before the first byte of an answer included, so that must be harmless to repeat.
 *
 * @param random 0 or more and less than 1
 */
export function retryDelay(
  failure: WixFailure,
  harmless: boolean,
  remainingMs: number,
  random: number,
): number | undefined {
  const repeatable = failure.reason === 'unreachable' || (harmless && MOMENTARY.has(failure.reason));
  const delayMs = (failure.retryAfterSeconds ?? 0) * 1000 + random * JITTER_MS;
  return repeatable && delayMs < remainingMs ? delayMs : undefined;
}
