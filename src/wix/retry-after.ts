const LONGEST_SECONDS = 60;
/** IMF-fixdate and the obsolete RFC 850 form; both name their zone, so that no local time is guessed. */
const HTTP_DATE = /^[A-Z][a-z]{2,8}, [\w -]{9,12} \d\d:\d\d:\d\d GMT$/;

/**
 * The wait that a `Retry-After` header asks for (RFC 9110 §10.2.3: seconds or an HTTP date), in whole seconds, clamped
 * to 1–60; `undefined` when there is none or it says nothing sensible.
 *
 * @param now milliseconds since 1970
 */
export function parseRetryAfter(value: unknown, now: number): number | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const seconds = /^\d+$/.test(value) ? Number(value) : secondsUntil(value, now);
  return seconds === undefined ? undefined : Math.min(Math.max(seconds, 1), LONGEST_SECONDS);
}

function secondsUntil(date: string, now: number): number | undefined {
  const time = HTTP_DATE.test(date) ? Date.parse(date) : NaN;
  return Number.isNaN(time) ? undefined : Math.ceil((time - now) / 1000);
}
