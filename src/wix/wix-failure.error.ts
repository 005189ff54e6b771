/** Why a call to Wix gave no usable answer. A safe word of ours, never a text of Wix's or of the HTTP client's. */
export type FailureReason =
  | 'timeout'
  | 'unreachable'
  | 'reset'
  | 'redirect'
  | 'too large'
  | 'bad body'
  | `status ${number}`
  /** Not sent: too many calls of its kind failed just now. */
  | 'circuit open'
  /** Not sent: Wix asked for no such calls for a while. */
  | 'asked to wait';

/** A call to Wix that gave no usable answer. Safe to log: it holds neither the request, nor the answer, nor their headers. */
export class WixFailure extends Error {
  constructor(
    operation: string,
    readonly reason: FailureReason,
    /** `x-wix-request-id`, when an answer began. */
    readonly requestId?: string,
    /** What Wix asked for in `Retry-After`, clamped to 1–60, or when the next call may be sent. */
    readonly retryAfterSeconds?: number,
  ) {
    super(`${operation}: ${reason}${requestId === undefined ? '' : ` (x-wix-request-id ${requestId})`}`);
    this.name = new.target.name;
  }
}
