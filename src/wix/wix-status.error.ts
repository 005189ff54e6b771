import type { WixCall } from './wix-call';
import type { FieldViolation } from './wix-error.details';

/** Wix's REST API said no (4xx). Holds Wix's code, never its text. */
export class WixStatusError extends Error {
  /** Private, because they have texts of Wix's: neither logs nor JSON see them. */
  readonly #fieldViolations: readonly FieldViolation[] | undefined;

  constructor(
    call: WixCall,
    readonly status: number,
    /** Wix's `applicationError.code`, when there is one. */
    readonly applicationCode: string | undefined,
    /** `x-wix-request-id`. */
    readonly requestId: string | undefined,
    /** What Wix asked for in `Retry-After`, clamped to 1–60; with 429 always how long the instance waits. */
    readonly retryAfterSeconds: number | undefined,
    fieldViolations?: readonly FieldViolation[],
  ) {
    super(`${call}: status ${status}${requestId === undefined ? '' : ` (x-wix-request-id ${requestId})`}`);
    this.name = new.target.name;
    this.#fieldViolations = fieldViolations;
  }

  /** Wix's `validationError.fieldViolations`, for the code that made the call; never for an answer or a log. */
  get fieldViolations(): readonly FieldViolation[] | undefined {
    return this.#fieldViolations;
  }
}
