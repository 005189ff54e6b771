/** What of an error may stand in the log. */
export interface LoggableError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: LoggableError;
}

const MAX_CAUSES = 5;

/**
 * An error without the properties that libraries hang on it: an HTTP client's error holds the whole request, and with
 * it the token and the client secret.
 */
export function toLoggableError(error: unknown, depth = 0): LoggableError {
  if (!(error instanceof Error)) return { name: typeof error, message: 'A value that is no Error was thrown.' };
  return {
    name: error.name,
    message: error.message,
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(error.cause instanceof Error && depth < MAX_CAUSES && { cause: toLoggableError(error.cause, depth + 1) }),
  };
}
