import { BadRequestException, HttpException } from '@nestjs/common';
import { CodedError } from '../errors/coded.error';
import type { ErrorCode } from '../errors/error-code';
import { schemaViolations } from './schema-violations';

/** What a bare status means here. The texts are ours: the message of a framework's error may quote the request. */
const BY_STATUS: Readonly<Partial<Record<number, readonly [ErrorCode, string]>>> = {
  400: ['invalid_request', 'The request is malformed.'],
  401: ['authentication_required', 'Send an access token in the Authorization header.'],
  403: ['identity_not_allowed', 'This identity may not use this route.'],
  404: ['not_found', 'There is nothing here.'],
  405: ['method_not_allowed', 'This path does not answer to this method.'],
  408: ['request_timeout', 'The request did not arrive in time.'],
  412: ['precondition_failed', 'The resource has changed since it was read.'],
  413: ['payload_too_large', 'The body is larger than this route accepts.'],
  414: ['not_found', 'There is nothing here.'],
  415: ['unsupported_media_type', 'The body must be application/json.'],
  429: ['rate_limited', 'Too many requests.'],
  431: ['headers_too_large', 'The header fields are too large.'],
  503: ['overloaded', 'The gateway cannot take this request now; try again shortly.'],
};

/**
 * Any thrown value as an error with a code. What has no meaning here is an `internal_error`, whose detail says nothing
 * of what happened: that is for the log.
 */
export function toCodedError(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const violations = schemaViolations(error);
  if (violations) return new CodedError('validation_failed', 'The request does not fit its schema.', { violations });
  if (error instanceof BadRequestException) {
    // Nest's own pipes; what Fastify finds malformed arrives as a plain HttpException.
    return new CodedError('validation_failed', 'A value of the request is not valid.', { cause: error });
  }
  const status = statusOf(error);
  const known = status === undefined ? undefined : BY_STATUS[status];
  if (known) return new CodedError(known[0], known[1], { cause: error });
  if (status !== undefined && status >= 400 && status < 500) {
    return new CodedError('invalid_request', 'The request cannot be served as it is.', { cause: error });
  }
  return new CodedError('internal_error', 'Something went wrong in the gateway; the request id finds it in the log.', {
    cause: error,
  });
}

/** The status of an error of Nest's or Fastify's, or of a request whose client hung up. Any other error has none. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'FastifyError' && 'statusCode' in error && typeof error.statusCode === 'number') {
    return error.statusCode;
  }
  return 'code' in error && error.code === 'ECONNRESET' && 'statusCode' in error && error.statusCode === 400
    ? 400
    : undefined;
}
