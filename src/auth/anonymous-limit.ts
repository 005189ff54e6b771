/** Where headers of the answer are set: Fastify's reply. */
export interface HeaderSink {
  header(name: string, value: string): unknown;
}

/**
 * Limits, by client address, what requests without a valid credential may cost. Both throw `rate_limited` (429), its
 * headers set on the reply, when the address has used up its minute. `rate-limits/` has the counter.
 */
export abstract class AnonymousLimit {
  /** Counts nothing: for a credential that is not known, before Wix is asked about it. */
  abstract check(address: string, reply: HeaderSink): true | Promise<true>;

  /** Counts one request without a valid credential. */
  abstract charge(address: string, reply: HeaderSink): true | Promise<true>;
}
