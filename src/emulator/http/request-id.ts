let requests = 0;

/** Wix's request ids read like this one: seconds, dot, digits. */
export function nextRequestId(now: number): string {
  requests += 1;
  return `${Math.floor(now / 1000)}.${String(now % 1000).padStart(3, '0')}${String(requests).padStart(9, '0')}`;
}
