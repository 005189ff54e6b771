import { drizzle, type PgRemoteDatabase } from 'drizzle-orm/pg-proxy';
import { type CustomTypesConfig, DatabaseError, type PoolClient, types } from 'pg';
import { DatabaseUnavailableError } from './database-unavailable.error';
import type { DatabaseTimeouts } from './database.timeouts';
import { timedQuery } from './timed-query';

/** Statements inside a transaction that somebody else begins and ends. */
export type Transaction = Omit<PgRemoteDatabase, 'transaction' | '$cache'>;

/** Settings of PostgreSQL that hold until the transaction ends, such as `role`. */
export type LocalSettings = Readonly<Record<string, string>>;

const DATES = new Set<number>([
  types.builtins.DATE,
  types.builtins.TIMESTAMP,
  types.builtins.TIMESTAMPTZ,
  types.builtins.INTERVAL,
]);
/** Drizzle reads these itself, from PostgreSQL's text. */
const asText = (value: string): string => value;

/** One transaction on one connection of the pool. Once it has ended, nothing that was kept of it reaches the connection. */
export class OpenTransaction {
  readonly statements: Transaction = drizzle((text, values, method) => this.#query(text, values, method));
  #open = true;
  #broken = false;

  private constructor(private readonly client: PoolClient) {}

  /** Gives the connection back if it fails. */
  static async begin(
    client: PoolClient,
    settings: LocalSettings,
    timeouts: DatabaseTimeouts,
  ): Promise<OpenTransaction> {
    const query = (text: string, values?: readonly unknown[]) => timedQuery(client, timeouts.beginMs, text, values);
    try {
      // Whatever the server's default is: the inbox relies on seeing what others committed meanwhile.
      await query('BEGIN ISOLATION LEVEL READ COMMITTED');
      // Of a process that stands still, or is cut off, the server undoes what it had begun: others wait for its locks.
      const idle = { idle_in_transaction_session_timeout: String(timeouts.transactionMs) };
      const local = { statement_timeout: String(timeouts.statementMs), ...idle, ...settings };
      await query('SELECT set_config(name, value, true) FROM unnest($1::text[], $2::text[]) AS local (name, value)', [
        Object.keys(local),
        Object.values(local),
      ]);
      return new OpenTransaction(client);
    } catch (error) {
      client.release(true);
      throw error instanceof DatabaseError ? error : new DatabaseUnavailableError(error);
    }
  }

  /** @throws when the transaction had failed before: PostgreSQL then answers `COMMIT` by rolling back. */
  async commit(): Promise<void> {
    this.#open = false;
    const command = await this.client.query('COMMIT').then(
      (result) => result.command,
      (error: unknown) => {
        this.client.release(true);
        throw error instanceof DatabaseError ? error : new DatabaseUnavailableError(error);
      },
    );
    this.client.release();
    if (command !== 'COMMIT') throw new Error('A statement of this transaction had failed, so nothing was saved.');
  }

  /** Never throws, and does nothing after `commit`. A connection whose state is not known is not used again. */
  async rollback(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    const clean =
      !this.#broken &&
      (await this.client.query('ROLLBACK').then(
        () => true,
        () => false,
      ));
    this.client.release(!clean);
  }

  async #query(text: string, values: unknown[], method: 'all' | 'execute') {
    if (!this.#open)
      throw new Error('A database transaction was used after it had ended; await every statement in run().');
    try {
      const query = { text, values, types: { getTypeParser } };
      return await (method === 'all' ? this.client.query({ ...query, rowMode: 'array' }) : this.client.query(query));
    } catch (error) {
      if (error instanceof DatabaseError || error instanceof TypeError) throw error;
      this.#broken = true;
      throw new DatabaseUnavailableError(error);
    }
  }
}

const getTypeParser: CustomTypesConfig['getTypeParser'] = (type, format) =>
  DATES.has(type) ? asText : (types.getTypeParser(type, format) as (value: string) => unknown);
