import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { and, arrayContains, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { AppConfig } from '../config/app-config';
import { SystemDatabase } from '../database/system.database';
import { auditBatchesTable as table } from './audit-batches.table';
import type { AuditQuery } from './audit.query';
import type { AuditEntry, AuditRecord } from './audit.record';
import { fromStored, type StoredRecord, toStored } from './stored-record';

/** Some of the records that were asked for, and where the next ones begin when there may be more. */
export interface AuditPage {
  readonly records: readonly AuditRecord[];
  readonly next?: AuditQuery['before'];
}

/** Batches of a page: some megabytes when all of them are full. */
const PAGE = 50;
/** No batch is of a longer time, so that one look into the index finds those of a time. */
const LONGEST_MS = 3_600_000;

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
   * Stores batches in one statement. The same batch may be written again, which changes nothing, and a batch of one entry
   * that was started may be written as it ended, once.
   *
   * @param batches at least one; none is empty, and no two have the same first entry
   * @throws DatabaseUnavailableError when they cannot be stored now
   */
  async write(batches: readonly (readonly AuditEntry[])[]): Promise<void> {
    await this.database.run((tx) =>
      tx
        .insert(table)
        .values(batches.flatMap(hourly).map((entries) => this.#row(entries)))
        .onConflictDoUpdate({
          target: [table.appId, table.lastAt, table.processId, table.serial],
          set: { ended: sql`excluded.ended`, records: sql`excluded.records` },
          setWhere: sql`NOT ${table.ended}`,
        }),
    );
  }

  /**
   * A page of records, the newest first, and of batches by the time of their newest record: one page may reach some seconds
   * into another.
   *
   * @throws DatabaseUnavailableError
   */
  async page({ instanceId, from, to, before }: AuditQuery): Promise<AuditPage> {
    const batches = await this.database.run((tx) =>
      tx
        .select()
        .from(table)
        .where(
          and(
            eq(table.appId, this.config.app.id),
            instanceId === undefined ? undefined : arrayContains(table.instanceIds, [instanceId]),
            from === undefined ? undefined : gte(table.lastAt, from),
            to === undefined ? undefined : lt(table.lastAt, new Date(Number(to) + LONGEST_MS)),
            to === undefined ? undefined : lt(table.firstAt, to),
            before === undefined
              ? undefined
              : sql`(${table.lastAt}, ${table.processId}, ${table.serial}) <
                  (${before.lastAt}::timestamptz, ${before.processId}::uuid, ${before.serial}::bigint)`,
          ),
        )
        .orderBy(desc(table.lastAt), desc(table.processId), desc(table.serial))
        .limit(PAGE),
    );
    const isWanted = ([at, , of]: StoredRecord): boolean =>
      (instanceId === undefined || of === instanceId) && at >= Number(from ?? 0) && at < Number(to ?? Infinity);
    const records = batches
      .flatMap(({ processId, records: stored }) =>
        stored.filter(isWanted).map((record) => fromStored(record, processId)),
      )
      .sort((a, b) => Number(a.at < b.at) - Number(a.at > b.at) || b.serial - a.serial);
    const last = batches.at(PAGE - 1);
    if (last === undefined) return { records };
    return { records, next: { lastAt: last.lastAt.toISOString(), processId: last.processId, serial: last.serial } };
  }

  #row(entries: readonly AuditEntry[]) {
    const times = entries.map(({ use }) => use.at);
    return {
      appId: this.config.app.id,
      processId: this.#processId,
      serial: Math.min(...entries.map(({ serial }) => serial)),
      firstAt: new Date(Math.min(...times)),
      lastAt: new Date(Math.max(...times)),
      instanceIds: [...new Set(entries.map(({ use }) => use.instanceId))],
      ended: entries.every(({ outcome }) => outcome !== 'started'),
      records: entries.map(toStored),
    };
  }
}

/** One batch for each hour that its entries are of, always the same ones. */
function hourly(entries: readonly AuditEntry[]): readonly (readonly AuditEntry[])[] {
  const batches = new Map<number, AuditEntry[]>();
  for (const entry of entries) {
    const hour = Math.floor(entry.use.at / LONGEST_MS);
    const batch = batches.get(hour);
    if (batch === undefined) batches.set(hour, [entry]);
    else batch.push(entry);
  }
  return [...batches.values()];
}
