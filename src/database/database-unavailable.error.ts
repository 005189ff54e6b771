import { CodedError } from '../errors/coded.error';

/** The database did not answer, or not in time: `database_unavailable`, 503. What it said is the cause, for the log. */
export class DatabaseUnavailableError extends CodedError {
  constructor(cause: unknown) {
    super('database_unavailable', 'The database cannot serve this request now; try again shortly.', { cause });
  }
}

/** Every connection is in use. It says nothing of the database's health, so no circuit opens for it. */
export class DatabaseBusyError extends DatabaseUnavailableError {}
