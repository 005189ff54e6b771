import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import type { Migration } from './migration';
import { timedQuery } from './timed-query';

interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
}

/** Any number that no other user of the server's advisory locks takes. */
const LOCK = 4_717_283_091;
/** A migration may rewrite a table, and wait for another process's. */
const TIMEOUT_MS = 600_000;

/**
 * Brings the database to the version of this build, as the owner of its tables. All of it is one transaction under one
 * lock: of several processes that start together one works, and what fails leaves nothing behind. Migrations that this
 * build does not know are a newer build's, which may run beside this one while it replaces it.
 * @returns the names of what was applied now
 */
export async function migrate(client: PoolClient, migrations: readonly Migration[]): Promise<readonly string[]> {
  const run = (text: string, values?: readonly unknown[]) => timedQuery(client, TIMEOUT_MS, text, values);
  await run('BEGIN');
  try {
    await run(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
    await run('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await run(readFileSync(join(__dirname, 'bootstrap.sql'), 'utf8'));
    const { rows } = await client.query<AppliedMigration>('SELECT name, checksum FROM liftgate.migrations');
    const pending = migrations.filter((migration) => !isApplied(migration, rows));
    for (const { name, sql, checksum } of pending) {
      await run(sql);
      await run('INSERT INTO liftgate.migrations (name, checksum) VALUES ($1, $2)', [name, checksum]);
    }
    await run('COMMIT');
    return pending.map(({ name }) => name);
  } catch (error) {
    await run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function isApplied({ name, checksum }: Migration, applied: readonly AppliedMigration[]): boolean {
  const known = applied.find((migration) => migration.name === name);
  if (known !== undefined && known.checksum !== checksum) {
    throw new Error(`The migration ${name} was changed after it had been applied; restore it and add a new one.`);
  }
  return known !== undefined;
}
