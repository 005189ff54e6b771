import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Logger } from '@nestjs/common';
import { Pool } from 'pg';
import { isError } from '../errors/error.description';
import { StartError } from '../errors/start.error';
import type { ConnectionSource } from './connection-source';
import { DataDirLock } from './data-dir.lock';
import type { DatabaseTimeouts } from './database.timeouts';
import { EmbeddedPostgresConnection } from './embedded-postgres.connection';
import { EmbeddedPostgresThread } from './embedded-postgres.thread';
import { EmbeddedPostgresVacuum } from './embedded-postgres.vacuum';
import { surviveLostConnections } from './lost-connections';

const IN_MEMORY = 'memory://';
const CLOSED = 'The embedded database is closed.';

/**
 * PostgreSQL in this process (PGlite). There is one session, whose user is always a superuser: row-level security holds
 * here because every tenant transaction changes to a role that is none.
 */
export class EmbeddedPostgres implements ConnectionSource {
  readonly description: string;
  readonly pool: Pool;
  readonly vacuum: EmbeddedPostgresVacuum;
  readonly #lock: DataDirLock | undefined;
  #thread: Promise<EmbeddedPostgresThread> | undefined;
  readonly #resting = new AbortController();

  /** @param dataDir a folder, which is made if need be, or `memory://` */
  constructor(
    private readonly dataDir: string,
    timeouts: DatabaseTimeouts,
  ) {
    this.description = `embedded PostgreSQL in ${dataDir}`;
    this.#lock = dataDir.startsWith(IN_MEMORY) ? undefined : new DataDirLock(dataDir, endProcess);
    this.pool = new Pool({
      max: 1,
      // Whatever PGSSLMODE says.
      ssl: false,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: timeouts.connectionMs,
      stream: () => new EmbeddedPostgresConnection(() => this.#open()),
    });
    // When the thread ends, the next connection starts another one.
    surviveLostConnections(this.pool);
    this.vacuum = new EmbeddedPostgresVacuum(this.pool);
  }

  async claim(): Promise<void> {
    if (this.#lock === undefined) return;
    try {
      await this.#lock.acquire(this.#resting.signal);
      mkdirSync(resolve(this.dataDir), { recursive: true });
    } catch (error) {
      throw isSystemError(error) ? this.#unusable(error) : error;
    }
  }

  async open(): Promise<void> {
    await this.#open();
    this.vacuum.start();
  }

  rest(): void {
    this.#resting.abort(new Error(CLOSED));
    this.vacuum.stop();
  }

  async close(): Promise<void> {
    this.rest();
    await this.pool.end();
    await (await this.#thread?.catch(() => undefined))?.close();
    this.#lock?.release();
  }

  #unusable({ code }: NodeJS.ErrnoException): StartError {
    return new StartError(
      `The data folder ${this.dataDir} cannot be used (${String(code)}). Set DATA_DIR to a folder that this process may ` +
        'write, and whose parent it may write too, or DATABASE_URL to a server.',
    );
  }

  async #open(): Promise<EmbeddedPostgresThread> {
    await this.claim();
    if (this.#resting.signal.aborted) throw new Error(CLOSED);
    return (this.#thread ??= this.#start());
  }

  async #start(): Promise<EmbeddedPostgresThread> {
    const forget = (): void => {
      this.#thread = undefined;
    };
    try {
      return await EmbeddedPostgresThread.start(this.dataDir, forget, this.#resting.signal);
    } catch (error) {
      forget();
      throw new Error(
        `The ${this.description} did not open. A folder belongs to one major version of PostgreSQL: if another version ` +
          'of Liftgate wrote it, export it with that one (npm run data -- export <file>) and import the file here.',
        { cause: error },
      );
    }
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return isError(error) && 'syscall' in error;
}

/** At once, and without a goodbye: whatever this process still wrote would damage what another one writes. */
function endProcess(message: string): void {
  new Logger('Database').fatal(message);
  process.exit(1);
}
