import { Injectable } from '@nestjs/common';
import { and, eq, gte, isNotNull, or, sql } from 'drizzle-orm';
import { AppConfig } from '../config/app-config';
import { SystemDatabase } from '../database/system.database';
import type { InstanceId } from '../identifiers/guid';
import { installationsTable as table } from './installations.table';

/** A change is stamped when its transaction begins, and seen when it ends: no transaction is longer than this. */
const OVERLAP = sql`interval '30 seconds'`;

/** How an installation is now. */
export interface InstallationChange {
  readonly instanceId: InstanceId;
  readonly removedAt: Date | null;
  /** When an installation last took the place of an earlier one, by the database's clock. */
  readonly reinstalledAt: Date | null;
}

/** What the database says that is new of installations, whichever process wrote it. */
@Injectable()
export class InstallationChanges {
  #since: string | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly database: SystemDatabase,
  ) {}

  /** @returns the first time all that are removed, then what changed since the last time; some of it comes again. */
  async next(): Promise<readonly InstallationChange[]> {
    const since = this.#since;
    // Whoever was only seen is no news, and they may be many.
    const isNews =
      since === undefined
        ? isNotNull(table.removedAt)
        : and(
            gte(table.changedAt, sql`${since}::timestamptz - ${OVERLAP}`),
            or(isNotNull(table.removedAt), isNotNull(table.installedAt)),
          );
    const { now, changes } = await this.database.run(async (tx) => ({
      now: await tx.execute(sql`SELECT now()::text AS now`),
      changes: await tx
        .select({ instanceId: table.instanceId, removedAt: table.removedAt, reinstalledAt: table.reinstalledAt })
        .from(table)
        .where(and(eq(table.appId, this.config.app.id), isNews)),
    }));
    // One row, one column of text; a raw statement has no type.
    this.#since = (now as unknown as readonly { now: string }[])[0]?.now;
    return changes;
  }
}
