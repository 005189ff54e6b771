import { DrizzleQueryError } from 'drizzle-orm/errors';
import { DatabaseError } from 'pg';
import { errorCodeOf } from './error-code-of';
import { DatabaseUnavailableError } from './database-unavailable.error';

/**
 * SQLSTATE classes and codes that speak of the moment and not of the statement: connection exceptions, insufficient
 * resources, operator intervention (shutdown, statement timeout), lost races, a lock not had in time, a standby.
 */
const OF_THE_MOMENT = /^(?:08|53|57|40|55P03|25006|25P03)/;

/** pg's own text when the pool stayed empty; a connection that could not be made has another one. */
const POOL_TIMEOUT = 'timeout exceeded when trying to connect';

/** What a failed statement means. Drizzle's error is taken off: its message repeats the values, which are a tenant's. */
export function databaseFailure(error: unknown): unknown {
  if (error instanceof DrizzleQueryError) return databaseFailure(error.cause);
  return error instanceof DatabaseError && OF_THE_MOMENT.test(error.code ?? '')
    ? new DatabaseUnavailableError(error)
    : error;
}

export function isPoolTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === POOL_TIMEOUT;
}

/** One line for the log: the code says most, and the message of a refused connection may be empty. */
export function describeFailure(error: unknown): string {
  if (error instanceof DatabaseUnavailableError) return describeFailure(error.cause);
  const message = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : 'failed';
  return `${errorCodeOf(error) ?? ''} ${message}`.trim();
}
