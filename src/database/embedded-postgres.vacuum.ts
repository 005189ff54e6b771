import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';

/** Often, so that there is never much to do. */
const EVERY_MS = 10 * 60_000;

/**
 * What a server's autovacuum does, which the embedded database lacks: without it tables never get smaller and plans rest
 * on what was in them at the beginning. Table by table, so that no other statement waits for more than one.
 */
export class EmbeddedPostgresVacuum {
  readonly #logger = new Logger('Database');
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(private readonly pool: Pool) {}

  /** From now on. */
  start(): void {
    if (this.#stopped) return;
    this.#timer ??= setInterval(() => {
      // What fails now is due the next time still.
      this.run().catch((error: unknown) => {
        this.#logger.warn(`The embedded database could not be vacuumed (${String(error)}).`);
      });
    }, EVERY_MS).unref();
  }

  /** No table any more but the one that is under way. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  /** Vacuums and analyzes our tables now. */
  run(): Promise<void> {
    return (this.#running ??= this.#vacuumAll().finally(() => {
      this.#running = undefined;
    }));
  }

  async #vacuumAll(): Promise<void> {
    try {
      for (const name of await this.#tables()) {
        if (this.#stopped) return;
        await this.pool.query(`VACUUM (ANALYZE) ${name}`);
      }
    } catch (error) {
      // The database was closed meanwhile, or before it was open.
      if (!this.#stopped) throw error;
    }
  }

  async #tables(): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ name: string }>(
      "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'liftgate'",
    );
    return rows.map(({ name }) => name);
  }
}
