import type { ErrorCode } from '../errors/error-code';

/** What everything that needs a session's tokens can end in. */
export const SESSION_PROBLEMS: readonly ErrorCode[] = [
  'invalid_token',
  'elevation_refused',
  'token_info_unavailable',
  'database_unavailable',
];

/** What asking Wix for a login can end in. */
export const LOGIN_PROBLEMS: readonly ErrorCode[] = [
  'rate_limited',
  'wix_rate_limited',
  'wix_unavailable',
  'wix_timeout',
];
