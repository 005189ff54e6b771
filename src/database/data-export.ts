import type { PoolClient } from 'pg';
import { footerLine, headerLine, rowLine } from './data-file';

const ROWS_AT_ONCE = 500;
const TABLES = `SELECT c.relname AS name FROM pg_class c
  WHERE c.relnamespace = to_regnamespace('liftgate') AND c.relkind = 'r' AND c.relname <> 'migrations' ORDER BY 1`;

/** Every table of the gateway, line by line, in one transaction. The session must be a superuser's, as the embedded one is. */
export async function* exportLines(client: PoolClient): AsyncGenerator<string> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    const migrations = await client.query<{ name: string }>('SELECT name FROM liftgate.migrations ORDER BY name');
    yield headerLine(migrations.rows.map(({ name }) => name));
    let count = 0;
    for (const { name } of (await client.query<{ name: string }>(TABLES)).rows) {
      await client.query(`DECLARE rows CURSOR FOR SELECT to_jsonb(t)::text AS row FROM liftgate.${quote(name)} t`);
      for (;;) {
        const { rows } = await client.query<{ row: string }>(`FETCH ${ROWS_AT_ONCE} FROM rows`);
        for (const { row } of rows) yield rowLine(name, row);
        count += rows.length;
        if (rows.length < ROWS_AT_ONCE) break;
      }
      await client.query('CLOSE rows');
    }
    yield footerLine(count);
  } finally {
    await client.query('ROLLBACK');
  }
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
