import type { PoolClient, QueryResult } from 'pg';

/** One statement, or several without values. The timeout, in milliseconds, is the client's: it ends the wait, not the work. */
export function timedQuery(
  client: PoolClient,
  timeoutMs: number,
  text: string,
  values?: readonly unknown[],
): Promise<QueryResult> {
  const query = { text, query_timeout: timeoutMs, ...(values && { values: [...values] }) };
  return client.query(query);
}
