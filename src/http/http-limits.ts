/** What a client may use of the gateway. Durations are in milliseconds, sizes in bytes. */
export interface HttpLimits {
  readonly bodyBytes: number;
  /** Request line and header fields together. */
  readonly headerBytes: number;
  readonly pathParameterCharacters: number;
  /** From the connection, or the last answer, to the end of the header. */
  readonly headersTimeoutMs: number;
  /** To the end of the body. */
  readonly requestTimeoutMs: number;
  /** How often the two timeouts are looked at. */
  readonly timeoutCheckMs: number;
  /** How long a connection may idle between requests. */
  readonly keepAliveTimeoutMs: number;
  /** How long a connection may carry no byte at all, in the middle of an answer too. */
  readonly idleSocketTimeoutMs: number;
}

export const DEFAULT_HTTP_LIMITS: HttpLimits = {
  bodyBytes: 100 * 1024,
  headerBytes: 32 * 1024,
  pathParameterCharacters: 500,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  timeoutCheckMs: 1_000,
  // Longer than the 60 s after which the usual load balancers give a connection up, so that they are never the last to know.
  keepAliveTimeoutMs: 72_000,
  idleSocketTimeoutMs: 120_000,
};
