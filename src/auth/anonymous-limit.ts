/** Where headers of the answer are set: Fastify's reply. */
export interface HeaderSink {
  header(name: string, value: string): unknown;
}

/**
 * Limits, by client address, what requests without a valid credential may cost. `check` and `charge` throw `rate_limited`
 * (429), its headers set on the reply, when the address has used up its minute. `rate-limits/` has the counter.
 */
export abstract class AnonymousLimit {
  /**
   * Counts nothing: for a credential that is not known, before anybody is asked about it. While the answers to what is
   * being asked for the same address could use up its minute it waits, for 503 `overloaded` at worst. Whoever is let
   * through holds a place until `release`.
   */
  abstract check(address: string, reply: HeaderSink): true | Promise<true>;

  /** Counts one request without a valid credential. */
  abstract charge(address: string, reply: HeaderSink): true | Promise<true>;

  /** After the answer, and after `charge` where that is due: gives back the place of a request, if it holds one. */
  abstract release(reply: HeaderSink): void;
}
