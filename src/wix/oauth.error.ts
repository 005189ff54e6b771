import { WixFailure } from './wix-failure.error';

/** Wix's OAuth endpoints gave no usable answer: slow, down, throttling, or nonsense. Asking again later makes sense. */
export class OAuthUnavailableError extends WixFailure {}

/** RFC 6749 §5.2. The first three are about the app, `invalid_grant` is about the code or token that it sent. */
export type OAuthRefusal =
  'invalid_client' | 'unauthorized_client' | 'unsupported_grant_type' | 'invalid_grant' | 'other';

/** How Wix refuses a token is documented for some cases only. A 403 or 404 is more likely to come from something in between. */
const UNEXPLAINED_REFUSALS: ReadonlySet<number> = new Set([400, 401]);

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

  /** Whether Wix does not take the app, or not for this grant: its operator must look at it. */
  get isOfApp(): boolean {
    return this.reason !== 'other' && this.reason !== 'invalid_grant';
  }

  /** Whether Wix does not take the code or token that was sent: another one is needed, and nothing else helps. */
  get isOfGrant(): boolean {
    return this.reason === 'invalid_grant' || (this.reason === 'other' && UNEXPLAINED_REFUSALS.has(this.status));
  }
}
