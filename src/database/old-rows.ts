import { Logger } from '@nestjs/common';
import { type SQL, sql } from 'drizzle-orm';
import type { SystemDatabase } from './system.database';

const EVERY_MS = 60 * 60_000;
/** So few that no other statement waits long for them, nor for the one session of the embedded database. */
const BATCH = 200;

/** Deletes the rows of a system table that nobody needs any more: every hour, and never many in one transaction. */
export class OldRows {
  readonly #logger = new Logger('Database');
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<number> | undefined;
  #stopped = false;

  /**
   * @param table its name in the schema
   * @param kind which rows may go at all
   * @param age from when on a row's time runs; an index must lead to it
   * @param keep how long rows are kept, an interval
   */
  constructor(
    private readonly database: SystemDatabase,
    private readonly table: string,
    private readonly kind: SQL,
    private readonly age: SQL,
    private readonly keep: SQL,
  ) {}

  /** From now on. */
  start(): void {
    this.#timer = setInterval(() => {
      // What fails now is due in an hour still.
      this.delete().catch((error: unknown) => {
        this.#logger.warn(`Old rows of ${this.table} could not be deleted (${String(error)}).`);
      });
    }, EVERY_MS);
    this.#timer.unref();
  }

  /** Waits for the batch that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running?.catch(() => undefined);
  }

  /** Deletes all that are old now. @returns how many they were */
  delete(): Promise<number> {
    return (this.#running ??= this.#deleteBatches().finally(() => {
      this.#running = undefined;
    }));
  }

  async #deleteBatches(): Promise<number> {
    let total = 0;
    for (let batch = BATCH; batch === BATCH && !this.#stopped; total += batch) batch = await this.#deleteBatch();
    return total;
  }

  /** Of several processes each takes rows that the others have not locked. */
  async #deleteBatch(): Promise<number> {
    const table = sql`liftgate.${sql.identifier(this.table)}`;
    // In their order, or the database may think it better to read all that are not old first.
    const old = sql`SELECT ctid FROM ${table} WHERE ${this.kind} AND ${this.age} < now() - ${this.keep}
      ORDER BY ${this.age} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
    const deleted = await this.database.run((tx) =>
      tx.execute(sql`DELETE FROM ${table} WHERE ctid = ANY (ARRAY(${old})) RETURNING 1`),
    );
    // A row for each row; a raw statement has no type.
    return (deleted as unknown as readonly unknown[]).length;
  }
}
