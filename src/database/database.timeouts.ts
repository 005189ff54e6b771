/** How long the database may keep a request waiting, in milliseconds. */
export interface DatabaseTimeouts {
  /** For a connection, be it a new one or one of the pool. */
  readonly connectionMs: number;
  /** For the answer to `BEGIN`, which needs no work: whether the server is there at all. */
  readonly beginMs: number;
  /** For one statement, enforced by the server. */
  readonly statementMs: number;
  /** What a statement's answer may be late before the server counts as hung. */
  readonly graceMs: number;
  /** For a whole transaction: a handler that waits for something else must not keep its connection for ever. */
  readonly transactionMs: number;
  /** How long an unreachable database is left alone before one request tries it again. */
  readonly circuitMs: number;
  /** Between two attempts to start, first and longest. */
  readonly startRetryMs: readonly [number, number];
}

export const SERVER_TIMEOUTS: DatabaseTimeouts = {
  connectionMs: 2_000,
  beginMs: 1_500,
  statementMs: 5_000,
  graceMs: 500,
  transactionMs: 10_000,
  circuitMs: 1_000,
  startRetryMs: [250, 5_000],
};

/** One session serves everybody in turn, so a wait is a queue and no sign of trouble. */
export const EMBEDDED_TIMEOUTS: DatabaseTimeouts = { ...SERVER_TIMEOUTS, connectionMs: 10_000, beginMs: 10_000 };
