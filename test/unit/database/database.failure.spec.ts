import { DrizzleQueryError } from 'drizzle-orm/errors';
import { DatabaseError } from 'pg';
import { databaseFailure, describeFailure } from '../../../src/database/database.failure';
import { DatabaseUnavailableError } from '../../../src/database/database-unavailable.error';

function sqlState(code: string): DatabaseError {
  return Object.assign(new DatabaseError('of the server', 1, 'error'), { code });
}

describe('a failed statement', () => {
  it.each(['08006', '53300', '57014', '57P01', '57P03', '40001', '40P01', '55P03', '25006'])(
    'with SQLSTATE %s means that the database is unavailable',
    (code) => {
      const cause = sqlState(code);
      const failure = databaseFailure(new DrizzleQueryError('SELECT $1', ['private'], cause));
      expect(failure).toBeInstanceOf(DatabaseUnavailableError);
      expect(failure).toMatchObject({ code: 'database_unavailable', cause });
    },
  );

  it.each(['23505', '42501', '22012', '42P01'])('with SQLSTATE %s is a matter of the statement', (code) => {
    const cause = sqlState(code);
    expect(databaseFailure(new DrizzleQueryError('SELECT $1', ['private'], cause))).toBe(cause);
  });

  it('that is no failure of the database stays what it is', () => {
    const error = new Error('of the work');
    expect(databaseFailure(error)).toBe(error);
    expect(databaseFailure(undefined)).toBeUndefined();
  });
});

describe('a failure in the log', () => {
  it.each([
    [Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [sqlState('57P03'), '57P03 of the server'],
    [new DatabaseUnavailableError(new Error('Connection terminated')), 'Connection terminated'],
    ['thrown text', 'failed'],
  ])('%#', (error, line) => {
    expect(describeFailure(error)).toBe(line);
  });
});
