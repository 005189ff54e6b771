import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { and, desc, eq, getTableColumns, gte, lt, sql } from 'drizzle-orm';
import { AppConfig } from '../config/app-config';
import { SystemDatabase } from '../database/system.database';
import type { IdentityUse, UseResult } from '../elevation/audit';
import { auditRecordsTable as table } from './audit-records.table';
import type { AuditQuery } from './audit.query';

/** A use as it is stored, and stored again when it has ended. */
export interface AuditEntry {
  /** Counted up by this process. */
  readonly serial: number;
  readonly use: IdentityUse;
  readonly outcome: UseResult['outcome'] | 'started';
  readonly result: UseResult['result'];
}

/** A record as `npm run audit` prints it. */
export type AuditRecord = Omit<typeof table.$inferSelect, 'appId' | 'at'> & { readonly at: string };

const { appId, ...columns } = getTableColumns(table);

const PAGE = 1_000;
/** Of one value; a path that code made up may be of any length. */
const MOST_CHARACTERS = 500;
/** What PostgreSQL's text cannot hold: NUL, and halves of characters. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** The audit's table. */
@Injectable()
export class AuditStore {
  /** Of all processes, and of those before this one. */
  readonly #processId = randomUUID();

  constructor(
    private readonly config: AppConfig,
    private readonly database: SystemDatabase,
  ) {}

  /**
   * Stores them in one statement. What is stored already only learns how it ended, once.
   *
   * @param entries no two of one serial
   * @throws DatabaseUnavailableError when they cannot be stored now
   */
  async write(entries: readonly AuditEntry[]): Promise<void> {
    // One value, whatever their number: the driver would spend more on thousands of them than the database does.
    const rows = JSON.stringify(entries.map((entry) => this.#row(entry)));
    await this.database.run((tx) =>
      tx.execute(sql`
        INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, ${rows}::json)
        ON CONFLICT (app_id, at, process_id, serial) DO UPDATE SET outcome = excluded.outcome, result = excluded.result
        WHERE ${table}.outcome = 'started'`),
    );
  }

  /** A page of records, the newest first. @throws DatabaseUnavailableError */
  async page({ instanceId, from, to, before }: AuditQuery): Promise<readonly AuditRecord[]> {
    const rows = await this.database.run((tx) =>
      tx
        .select(columns)
        .from(table)
        .where(
          and(
            eq(appId, this.config.app.id),
            instanceId === undefined ? undefined : eq(table.instanceId, instanceId),
            from === undefined ? undefined : gte(table.at, from),
            to === undefined ? undefined : lt(table.at, to),
            before === undefined
              ? undefined
              : sql`(${table.at}, ${table.processId}, ${table.serial}) <
                  (${before.at}::timestamptz, ${before.processId}::uuid, ${before.serial}::bigint)`,
          ),
        )
        .orderBy(desc(table.at), desc(table.processId), desc(table.serial))
        .limit(PAGE),
    );
    return rows.map(({ at, ...record }) => ({ at: at.toISOString(), ...record }));
  }

  #row({ serial, use, outcome, result }: AuditEntry) {
    return {
      app_id: this.config.app.id,
      at: new Date(use.at).toISOString(),
      process_id: this.#processId,
      serial,
      instance_id: use.instanceId,
      identity_type: use.identity.type,
      identity_id: storable(use.identity.id),
      route: storable(use.route),
      wix_call: storable(use.call),
      outcome,
      result: result ?? null,
      request_id: storable(use.requestId),
    };
  }
}

function storable(text: string): string {
  return text.slice(0, MOST_CHARACTERS).replace(UNSTORABLE, '\ufffd');
}
