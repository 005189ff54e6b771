import type { ErrorCode } from './error-code';

/** One field that did not pass validation. */
export interface Violation {
  /** JSON Pointer (RFC 6901) into the body, or `/<name>` of a query parameter. */
  readonly pointer: string;
  readonly detail: string;
}

export interface CodedErrorOptions {
  /** Seconds after which asking again makes sense; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Wix's own `applicationError.code`. */
  readonly wixCode?: string;
  readonly violations?: readonly Violation[];
  /** For the log only. Never a token, a secret or an upstream body. */
  readonly cause?: unknown;
}

/**
 * An error that has an answer: `http/` turns its code into a status and its `detail` into the problem's `detail`.
 * `detail` is read by clients, so it says what happened and what to do, and nothing secret.
 */
export class CodedError extends Error {
  readonly retryAfterSeconds: number | undefined;
  readonly wixCode: string | undefined;
  readonly violations: readonly Violation[] | undefined;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    options: CodedErrorOptions = {},
  ) {
    super(`${code}: ${detail}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.wixCode = options.wixCode;
    this.violations = options.violations;
  }
}
