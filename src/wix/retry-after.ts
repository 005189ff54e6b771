const LONGEST_SECONDS = 60;
/** IMF-fixdate and the obsolete RFC 850 form; both name their zone, so that no local time is guessed. */
const HTTP_DATE = /^[A-Z][a-z]{2,8}, [\w -]{9,12} \d\d:\d\d:\d\d GMT$/;
/** The obsolete form of C's asctime, which is in UTC without saying so (RFC 9110 §5.6.7). */
const ASCTIME_DATE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;

/**
 * The wait that a `Retry-After` header asks for (RFC 9110 §10.2.3: seconds or an HTTP date), in whole seconds, clamped
 * to 1–60; `undefined` when there is none or it says nothing sensible. Of several the first counts, as Node has it.
 *
 * @param now milliseconds since 1970
 */
export function parseRetryAfter(value: unknown, now: number): number | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first !== 'string') {
    return undefined;
  }
  // Undici leaves the white space after a value.
  const text = first.trim();
  const seconds = /^\d+$/.test(text) ? Number(text) : secondsUntil(text, now);
  return seconds === undefined ? undefined : Math.min(Math.max(seconds, 1), LONGEST_SECONDS);
}

function secondsUntil(date: string, now: number): number | undefined {
  const time = HTTP_DATE.test(date) ? Date.parse(date) : ASCTIME_DATE.test(date) ? Date.parse(`${date} GMT`) : NaN;
  return Number.isNaN(time) ? undefined : Math.ceil((time - now) / 1000);
}
