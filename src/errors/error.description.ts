import { types } from 'node:util';

const MAX_CAUSES = 5;

/** What of an error may stand in the log. */
interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  /** What Node and libraries call `code`, a name that the log redacts. */
  readonly errorCode?: string;
  readonly cause?: ErrorDescription;
}

/**
 * An error without the properties that libraries hang on it: an HTTP client's error holds the whole request, and with
 * it the token and the client secret.
 */
export function describeError(error: unknown): ErrorDescription {
  return describe(error, true, 0);
}

/**
 * As `describeError`, without stacks: for errors that are no fault in the code, and come by the thousand while Wix or a
 * database is down. Their stacks as text were a fifth of what such a request cost.
 */
export function describeCauses(error: unknown): ErrorDescription {
  return describe(error, false, 0);
}

function describe(error: unknown, withStack: boolean, depth: number): ErrorDescription {
  if (!isError(error)) return { type: typeof error, message: 'A value that is no Error was thrown.' };
  return {
    type: error.name,
    message: error.message,
    ...(withStack && error.stack !== undefined && { stack: error.stack }),
    ...('code' in error && typeof error.code === 'string' && { errorCode: error.code }),
    ...(isError(error.cause) && depth < MAX_CAUSES && { cause: describe(error.cause, withStack, depth + 1) }),
  };
}

/** Also for errors of another realm, such as Node's own inside a `vm` context. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}
