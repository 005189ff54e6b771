import { CodedError } from '../errors/coded.error';

/** A query as Fastify reads it. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * One parameter of a query that Wix wrote: others may stand beside it, which are not ours to refuse.
 * @throws CodedError `validation_failed` when it is there twice
 */
export function queryValue(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  const violations = [{ pointer: `/${name}`, detail: 'must be one value, not a list' }];
  throw new CodedError('validation_failed', 'The request has fields that are not valid; see errors.', { violations });
}
