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
  /** How often the two timeouts, and answers that wait for their readers, are looked at. */
  readonly timeoutCheckMs: number;
  /** How long a connection may idle between requests. */
  readonly keepAliveTimeoutMs: number;
  /** How long a connection may carry no byte at all, in the middle of an answer too. */
  readonly idleSocketTimeoutMs: number;
  /** How long an answer may wait for its reader, and how fast it has to be read after that. */
  readonly unreadGraceMs: number;
  readonly readBytesPerSecond: number;
  /** What all answers together may hold that wait for their readers. */
  readonly unreadBytes: number;
  /** How many requests of all connections together may wait for answers before theirs. */
  readonly waitingRequests: number;
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
  unreadGraceMs: 30_000,
  readBytesPerSecond: 64 * 1024,
  unreadBytes: 64 * 1024 * 1024,
  // About 40 MB.
  waitingRequests: 10_000,
};
