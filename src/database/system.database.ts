import { Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { Database } from './database';
import type { Transaction } from './transaction';

/**
 * The tables that belong to no tenant, such as a queue. No tenant is set here: on a server the rows of tenants are out of
 * sight. On the embedded database, whose user is a superuser, they are not, so never read a tenant's table through this.
 */
@Injectable()
export class SystemDatabase {
  constructor(private readonly database: Database) {}

  /** Runs `work` in a transaction; everything else is as with `TenantDatabase.run`. */
  async run<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.database.transaction({}, work);
  }

  /** Resolves when the database answers. @throws DatabaseUnavailableError when it does not */
  async ping(): Promise<void> {
    await this.run((tx) => tx.execute(sql`SELECT 1`));
  }
}
