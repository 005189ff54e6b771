import type { PoolClient } from 'pg';
import { parseHeader, parseLine } from './data-file';
import type { Migration } from './migration';
import { migrate } from './migrator';

const TABLES = `SELECT c.relname AS name,
    string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'liftgate'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migrations' GROUP BY c.oid`;
/** Numbers go on where the imported ones end. */
const SEQUENCES = `SELECT format('SELECT setval(%L, coalesce(max(%I), 0) + 1, false) FROM liftgate.%I', s.oid::regclass, a.attname, t.relname) AS sql
  FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass
  JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
  WHERE s.relkind = 'S' AND s.relnamespace = 'liftgate'::regnamespace`;

/**
 * Fills a new database with the lines of an export. The tables are first made as they were then, and brought to this
 * build's version afterwards. The session must be a superuser's, as the embedded one is.
 * @returns how many rows came in
 * @throws Error, leaving no row behind, when the database is not new or the file not whole
 */
export async function importLines(
  client: PoolClient,
  migrations: readonly Migration[],
  lines: AsyncIterable<string>,
): Promise<number> {
  const { rows } = await client.query<{ used: boolean }>("SELECT to_regnamespace('liftgate') IS NOT NULL AS used");
  if (rows[0]?.used !== false)
    throw new Error('The database is not new: import into a DATA_DIR that does not exist yet.');
  const iterator = lines[Symbol.asyncIterator]();
  const header = await iterator.next();
  const applied = parseHeader(header.done === true ? '' : header.value);
  const unknown = applied.find((name) => !migrations.some((migration) => migration.name === name));
  if (unknown !== undefined)
    throw new Error(`The export is of a newer version of Liftgate: this one has no ${unknown}.`);
  await migrate(
    client,
    migrations.filter(({ name }) => applied.includes(name)),
  );
  const count = await insertRows(client, { [Symbol.asyncIterator]: () => iterator });
  await migrate(client, migrations);
  return count;
}

async function insertRows(client: PoolClient, lines: AsyncIterable<string>): Promise<number> {
  await client.query('BEGIN');
  try {
    // Rows come in the order of the tables' names, whatever refers to whatever; they fitted together when they were exported.
    await client.query("SET LOCAL session_replication_role = 'replica'");
    const { rows: tables } = await client.query<{ name: string; columns: string }>(TABLES);
    const columns = new Map(tables.map((table) => [table.name, table.columns]));
    let count = 0;
    let announced: number | undefined;
    for await (const line of lines) {
      const parsed = parseLine(line);
      if ('rows' in parsed) announced = parsed.rows;
      else {
        await client.query(insertStatement(parsed.table, columns.get(parsed.table)), [line]);
        count += 1;
      }
    }
    if (announced !== count) throw new Error('The file is damaged: rows are missing at its end.');
    for (const { sql } of (await client.query<{ sql: string }>(SEQUENCES)).rows) await client.query(sql);
    await client.query('COMMIT');
    return count;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

function insertStatement(table: string, columns: string | undefined): string {
  if (columns === undefined) throw new Error(`The file is damaged: there is no table ${table}.`);
  // The name is one of the catalogue's, for it has columns.
  const name = `liftgate."${table}"`;
  return `INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE
    SELECT ${columns} FROM jsonb_populate_record(NULL::${name}, $1::jsonb -> 'row')`;
}
