// Stricter than `URL`, which forgives missing slashes, backslashes and tabs. `*` would be a valid host character to it.
const ORIGIN = /^https?:\/\/[^\s/\\?#@*,]+\/?$/i;
const IPV4_LOOPBACK = /^127(\.\d+){3}$/;

/** An http(s) origin (RFC 6454) as a browser writes it: lower case, no default port. A single closing `/` is dropped. */
export function parseOrigin(text: string): string | undefined {
  return ORIGIN.test(text) && URL.canParse(text) ? new URL(text).origin : undefined;
}

/** An https origin; `http:` too on a loopback host when `allowLoopback`. */
export function parseWixOrigin(text: string, allowLoopback: boolean): string | undefined {
  const origin = parseOrigin(text);
  if (origin === undefined) return undefined;
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || (allowLoopback && isLoopback(hostname)) ? origin : undefined;
}

/** `hostname` as `URL` normalises it: `127.1` has already become `127.0.0.1`, and no name ends in a number. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || IPV4_LOOPBACK.test(hostname);
}
