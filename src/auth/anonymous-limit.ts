/** Limits, by client address, what requests without a valid credential may cost. `rate-limits/` has the counter. */
export abstract class AnonymousLimit {
  /** @throws `rate_limited` (429) when the address has used up its minute. Counts nothing. */
  abstract check(address: string): void;

  /** Counts one request without a valid credential; throws `rate_limited` (429) when it is one too many. */
  abstract charge(address: string): void;
}
