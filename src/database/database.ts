import type { OnApplicationShutdown, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import type { PoolClient } from 'pg';
import type { ConnectionSource } from './connection-source';
import { databaseFailure, isPoolTimeout } from './database.failure';
import { DatabaseStart } from './database.start';
import type { DatabaseTimeouts } from './database.timeouts';
import { DatabaseBusyError, DatabaseUnavailableError } from './database-unavailable.error';
import { within } from './deadline';
import type { Migration } from './migration';
import { type LocalSettings, OpenTransaction, type Transaction } from './transaction';

/** Failures in a row after which the database is left alone for a moment. */
const CIRCUIT_FAILURES = 3;

/** The connections behind `TenantDatabase` and `SystemDatabase`, which are what the rest of the gateway uses. */
export class Database implements OnModuleInit, OnModuleDestroy, OnApplicationShutdown {
  readonly #circuit;
  readonly #start: DatabaseStart;

  constructor(
    private readonly source: ConnectionSource,
    migrations: readonly Migration[],
    private readonly timeouts: DatabaseTimeouts,
  ) {
    this.#start = new DatabaseStart(source, migrations, timeouts);
    this.#circuit = circuitBreaker(
      handleWhen((error) => error instanceof DatabaseUnavailableError && !(error instanceof DatabaseBusyError)),
      { halfOpenAfter: timeouts.circuitMs, breaker: new ConsecutiveBreaker(CIRCUIT_FAILURES) },
    );
  }

  /**
   * Begins to open and migrate it, and does not wait for that; only for whether it is there for this process.
   * @throws when another process uses the embedded database
   */
  async onModuleInit(): Promise<void> {
    await this.#start.begin();
  }

  /** After the last request: begins nothing by itself any more. Whoever waits for a database that is opening is refused. */
  rest(): void {
    this.#start.giveUp();
    this.source.rest();
  }

  onModuleDestroy(): void {
    this.rest();
  }

  async onApplicationShutdown(): Promise<void> {
    this.rest();
    await this.#start.stop();
    await this.source.close();
  }

  /**
   * Runs `work` in a transaction: committed when it resolves, rolled back when it rejects. Not to be nested.
   * @throws DatabaseUnavailableError, within the timeouts, when the database is down, slow or out of connections
   */
  async transaction<Result>(settings: LocalSettings, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const transaction = await this.#begin(settings);
    try {
      const result = await within(this.timeouts.transactionMs, work(transaction.statements));
      await transaction.commit();
      return result;
    } catch (error) {
      await transaction.rollback();
      throw databaseFailure(error);
    }
  }

  async #begin(settings: LocalSettings): Promise<OpenTransaction> {
    await this.#start.ready();
    try {
      return await this.#circuit.execute(async () => {
        const client = await this.#connect();
        return OpenTransaction.begin(client, settings, this.timeouts);
      });
    } catch (error) {
      throw error instanceof BrokenCircuitError ? new DatabaseUnavailableError(error) : databaseFailure(error);
    }
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.source.pool.connect();
    } catch (error) {
      throw isPoolTimeout(error) ? new DatabaseBusyError(error) : new DatabaseUnavailableError(error);
    }
  }
}
