import { CodedError, type CodedErrorOptions } from '../errors/coded.error';

/** No credential, or one of a scheme that is not ours: 401 (RFC 6750 §3.1, no error code). */
export class AuthenticationRequiredError extends CodedError {
  constructor() {
    super(
      'authentication_required',
      'This route needs a Wix access token. Send it in the Authorization header, as it is or after "Bearer ".',
    );
  }
}

/** A credential that cannot be read without guessing: 400 (RFC 6750 §3.1 `invalid_request`). */
export class InvalidCredentialError extends CodedError {
  constructor(detail: string) {
    super('invalid_request', detail);
  }
}

/** A credential that is no good: 401 (RFC 6750 §3.1 `invalid_token`). One text for every reason, so that it tells nothing. */
export class InvalidTokenError extends CodedError {
  constructor(options?: CodedErrorOptions) {
    super(
      'invalid_token',
      'The access token is expired, revoked, or not for this app. Get a new one from Wix.',
      options,
    );
  }
}

/** A known identity on a route that does not let its type in: 403 (RFC 6750 §3.1 `insufficient_scope`). */
export class IdentityNotAllowedError extends CodedError {
  constructor(detail: string, options?: CodedErrorOptions) {
    super('identity_not_allowed', detail, options);
  }
}
