import type { CodedError } from '../errors/coded.error';
import { PROBLEM_CATALOGUE } from './problem-catalogue';
import { PROBLEM_MEDIA_TYPE } from './problem.document';

/** The headers that belong to a problem, whoever writes it. `Retry-After` is a whole number of seconds, at least 1. */
export function problemHeaders(error: CodedError, requestId: string): Record<string, string> {
  const kind = PROBLEM_CATALOGUE[error.code];
  const retryAfter = error.retryAfterSeconds ?? kind.retryAfterSeconds;
  return {
    'content-type': PROBLEM_MEDIA_TYPE,
    'cache-control': 'private, no-store',
    'x-request-id': requestId,
    ...(kind.challenge !== undefined && { 'www-authenticate': kind.challenge }),
    ...(retryAfter !== undefined && { 'retry-after': String(Math.max(1, Math.ceil(retryAfter))) }),
  };
}
