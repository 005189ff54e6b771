import { CodedError } from '../errors/coded.error';

/** A member's session is over: 401. It stays so until they log in again, or log out. */
export class SessionExpiredError extends CodedError {
  constructor() {
    super(
      'session_expired',
      'The session is over. Log in again at /api/auth/login, or log out by POST /api/auth/logout to go on as a visitor.',
    );
  }
}

/** The cookie opens no session, and no member's was lost with it: 401. */
export class UnknownSessionError extends CodedError {
  constructor() {
    super('invalid_token', 'The session cookie opens no session. GET /api/auth/session begins a new one.');
  }
}

/** Wix cannot issue the session's tokens now: 503. The session stays as it is. */
export class SessionUnavailableError extends CodedError {
  constructor(retryAfterSeconds: number, cause?: unknown) {
    super('token_info_unavailable', 'Wix cannot go on with this session at the moment. Try again shortly.', {
      retryAfterSeconds,
      cause,
    });
  }
}

/** Wix does not know the OAuth app: 502. The operator must look at WIX_CLIENT_ID. */
export class ClientRefusedError extends CodedError {
  constructor() {
    super('elevation_refused', 'Wix refuses the OAuth app of this site. Whoever runs this gateway must check its id.');
  }
}

/** A request that may come from another site: 403. */
export class CrossSiteRequestError extends CodedError {
  constructor() {
    super(
      'cross_site_request',
      'A session changes things only for pages of this origin, or of one that this gateway lists.',
    );
  }
}
