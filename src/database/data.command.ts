import { createReadStream, createWriteStream, existsSync, renameSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { loadConfig } from '../config/load-config';
import { exportLines } from './data-export';
import { importLines } from './data-import';
import { describeFailure } from './database.failure';
import { EMBEDDED_TIMEOUTS } from './database.timeouts';
import { EmbeddedPostgres } from './embedded.postgres';
import { readMigrations } from './migration';

const USAGE = `npm run data -- export <file>   writes the embedded database in DATA_DIR to a new file
npm run data -- import <file>   fills a new DATA_DIR from such a file
The gateway must not be running on that folder.`;

/** `npm run data`: moves the embedded database between versions of PostgreSQL, which its folder is tied to. */
async function main([action, file]: readonly string[]): Promise<void> {
  if (file === undefined || (action !== 'export' && action !== 'import')) throw new Error(USAGE);
  const { url, dataDir } = loadConfig().database;
  if (url !== undefined) throw new Error('DATABASE_URL names a server: use pg_dump and pg_restore there.');
  if (action === 'export' && !existsSync(dataDir)) throw new Error(`There is no embedded database in ${dataDir}.`);
  const source = new EmbeddedPostgres(dataDir, EMBEDDED_TIMEOUTS);
  try {
    await source.open();
    const client = await source.pool.connect();
    await (action === 'export' ? write(client, file) : read(client, file)).finally(() => {
      client.release();
    });
  } finally {
    await source.close();
  }
}

async function write(client: PoolClient, file: string): Promise<void> {
  if (existsSync(file)) throw new Error(`${file} exists already; name a new file.`);
  const part = `${file}.part`;
  const lines = async function* () {
    for await (const line of exportLines(client)) yield `${line}\n`;
  };
  // It holds what tenants saved.
  await pipeline(Readable.from(lines()), createWriteStream(part, { mode: 0o600 }));
  renameSync(part, file);
  console.log(`Exported to ${file}.`);
}

async function read(client: PoolClient, file: string): Promise<void> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  console.log(`Imported ${await importLines(client, readMigrations(), linesOf(file))} rows.`);
}

/** Opened when the first line is asked for: lines read before are lost. */
async function* linesOf(file: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(file), crlfDelay: Infinity });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(describeFailure(error));
  process.exitCode = 1;
});
