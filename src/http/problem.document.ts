import type { CodedError, Violation } from '../errors/coded.error';
import type { ErrorCode } from '../errors/error-code';
import { PROBLEM_CATALOGUE } from './problem-catalogue';

/** The media type of every error (RFC 9457 §3). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The body of every error (RFC 9457 §3.1), with `code` as what clients switch on. */
export interface ProblemDocument {
  readonly type: `urn:liftgate:problem:${ErrorCode}`;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The request's id, which `X-Request-Id` and the log lines carry too. */
  readonly instance: `urn:uuid:${string}`;
  readonly code: ErrorCode;
  readonly errors?: readonly Violation[];
  readonly wixCode?: string;
}

export function toProblemDocument(error: CodedError, requestId: string): ProblemDocument {
  const { status, title } = PROBLEM_CATALOGUE[error.code];
  const violations = violationsOf(error);
  return {
    type: `urn:liftgate:problem:${error.code}`,
    title,
    status,
    detail: error.detail,
    instance: `urn:uuid:${requestId}`,
    code: error.code,
    ...(violations && { errors: violations.map(({ pointer, detail }) => ({ pointer, detail })) }),
    ...(error.wixCode !== undefined && { wixCode: error.wixCode }),
  };
}

/** What is not valid without being a field, such as a text that is no JSON, is the whole (RFC 6901 §5: the empty pointer). */
function violationsOf({ code, detail, violations }: CodedError): readonly Violation[] | undefined {
  return violations ?? (code === 'validation_failed' ? [{ pointer: '', detail }] : undefined);
}
