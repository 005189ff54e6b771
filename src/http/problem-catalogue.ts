import type { ErrorCode } from '../errors/error-code';

export interface ProblemKind {
  readonly status: number;
  /** The same for every occurrence (RFC 9457 §3.1.3). */
  readonly title: string;
  /** `WWW-Authenticate` (RFC 9110 §11.6.1, RFC 6750 §3). */
  readonly challenge?: string;
  /** `Retry-After` in seconds when the error itself names none. */
  readonly retryAfterSeconds?: number;
}

const CHALLENGE = 'Bearer realm="liftgate"';

/** What HTTP says of each error. The caller's fault is a 4xx; what Wix or a store fails at is 502, 503 or 504. */
export const PROBLEM_CATALOGUE: Readonly<Record<ErrorCode, ProblemKind>> = {
  authentication_required: { status: 401, title: 'Authentication required', challenge: CHALLENGE },
  invalid_request: { status: 400, title: 'Malformed request', challenge: `${CHALLENGE}, error="invalid_request"` },
  invalid_token: { status: 401, title: 'Invalid access token', challenge: `${CHALLENGE}, error="invalid_token"` },
  session_expired: { status: 401, title: 'Session expired', challenge: `${CHALLENGE}, error="invalid_token"` },
  login_invalid: { status: 400, title: 'Invalid login' },
  // No challenge, so no 401: an access token would not help. Whoever reads 403 knows that repeating it does not either.
  login_refused: { status: 403, title: 'Login refused' },
  email_already_registered: { status: 409, title: 'E-mail address already registered' },
  captcha_required: { status: 403, title: 'CAPTCHA required' },
  captcha_rejected: { status: 403, title: 'CAPTCHA rejected' },
  password_reset_required: { status: 403, title: 'Password reset required' },
  identity_not_allowed: {
    status: 403,
    title: 'Identity not allowed',
    challenge: `${CHALLENGE}, error="insufficient_scope"`,
  },
  cross_site_request: { status: 403, title: 'Cross-site request' },
  app_not_installed: { status: 403, title: 'App not installed' },
  not_found: { status: 404, title: 'Not found' },
  token_info_unavailable: { status: 503, title: 'Token Info unavailable', retryAfterSeconds: 5 },
  elevation_unavailable: { status: 503, title: 'Elevation unavailable', retryAfterSeconds: 5 },
  elevation_refused: { status: 502, title: 'Elevation refused' },
  app_token_rejected: { status: 502, title: 'App token rejected' },
  wix_permission_missing: { status: 502, title: 'Wix permission missing' },
  wix_400: { status: 400, title: 'Wix refused the request' },
  wix_404: { status: 404, title: 'Not found at Wix' },
  wix_409: { status: 409, title: 'Conflict at Wix' },
  wix_428: { status: 428, title: 'Precondition required by Wix' },
  wix_rate_limited: { status: 429, title: 'Wix rate limit reached', retryAfterSeconds: 5 },
  wix_unavailable: { status: 502, title: 'Wix unavailable' },
  wix_timeout: { status: 504, title: 'Wix timed out' },
  // The windows are one minute long.
  rate_limited: { status: 429, title: 'Too many requests', retryAfterSeconds: 60 },
  overloaded: { status: 503, title: 'Overloaded', retryAfterSeconds: 1 },
  validation_failed: { status: 400, title: 'Validation failed' },
  payload_too_large: { status: 413, title: 'Payload too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  precondition_failed: { status: 412, title: 'Precondition failed' },
  request_timeout: { status: 408, title: 'Request timeout' },
  headers_too_large: { status: 431, title: 'Request header fields too large' },
  invalid_signature: { status: 403, title: 'Invalid signature' },
  webhook_store_unavailable: { status: 503, title: 'Webhook store unavailable', retryAfterSeconds: 5 },
  database_unavailable: { status: 503, title: 'Database unavailable', retryAfterSeconds: 5 },
  internal_error: { status: 500, title: 'Internal error' },
};
