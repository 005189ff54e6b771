import { WixFailure } from './wix-failure.error';

/** Wix's OAuth endpoints gave no usable answer: slow, down, throttling, or nonsense. Asking again later makes sense. */
export class OAuthUnavailableError extends WixFailure {}

/** `invalid_client`: the app's id or secret; `invalid_grant`: the code or refresh token (RFC 6749 §5.2). */
export type OAuthRefusal = 'invalid_client' | 'invalid_grant' | 'other';

/** Wix answered, and said no (4xx). Asking again with the same values changes nothing. */
export class OAuthRefusedError extends Error {
  constructor(
    operation: string,
    readonly status: number,
    readonly reason: OAuthRefusal,
    readonly requestId: string | undefined,
  ) {
    super(
      `${operation}: ${reason}, status ${status}${requestId === undefined ? '' : ` (x-wix-request-id ${requestId})`}`,
    );
    this.name = new.target.name;
  }
}
