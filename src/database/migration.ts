import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of SQL that is applied once. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256, hexadecimal: an applied file must not change any more. */
  readonly checksum: string;
}

const NAME = /^\d{4}_[a-z0-9_]+\.sql$/;

/** The files of a folder in the order of their numbers. */
export function readMigrations(folder: string = join(__dirname, 'migrations')): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      if (!NAME.test(file)) throw new Error(`The migration ${file} must be named like 0001_settings.sql.`);
      const sql = readFileSync(join(folder, file), 'utf8');
      return { name: file, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}
