import { Injectable } from '@nestjs/common';
import { sql, type SQL } from 'drizzle-orm';
import type { InstanceContext } from '../auth/instance-context';
import type { Transaction } from '../database/transaction';
import type { AppId, InstanceId, SiteId } from '../identifiers/guid';
import { installationsTable as table } from './installations.table';

export interface InstallationKey {
  readonly appId: AppId;
  readonly instanceId: InstanceId;
  readonly siteId: SiteId | undefined;
}

/** Of a request's context, what is kept. */
export type RememberedInstance = Pick<InstanceContext, 'appId' | 'instanceId' | 'siteId'>;

/**
 * Writes what events say. An event older than the newest that counted changes nothing; of two of the same second the one
 * that came later counts. Times are in milliseconds since 1970.
 */
@Injectable()
export class InstallationStore {
  /** @returns whether it took the place of an earlier installation */
  async install(
    tx: Transaction,
    { originInstanceId, ...key }: InstallationKey & { readonly originInstanceId: InstanceId | undefined },
    time: number,
  ): Promise<boolean> {
    const at = new Date(time);
    const state = { installedAt: at, removedAt: null, lifecycleAt: at };
    const origin = originInstanceId === undefined ? {} : { originInstanceId };
    const reinstalledAt = sql`CASE WHEN ${table.removedAt} IS NOT NULL OR ${table.installedAt} <> ${at.toISOString()}::timestamptz
      THEN now() ELSE ${table.reinstalledAt} END`;
    const isLatest = notAfter(table.lifecycleAt, at);
    return this.#write(tx, key, { ...state, ...origin }, isLatest, { reinstalledAt });
  }

  async remove(tx: Transaction, key: InstallationKey, time: number): Promise<void> {
    const at = new Date(time);
    await this.#write(tx, key, { removedAt: at, lifecycleAt: at }, notAfter(table.lifecycleAt, at));
  }

  async changePlan(tx: Transaction, key: InstallationKey, plan: string, time: number): Promise<void> {
    const at = new Date(time);
    await this.#write(tx, key, { plan, planAt: at }, notAfter(table.planAt, at));
  }

  /** Instances that only Token Info vouched for. Any event knows more: these have no time. */
  async remember(tx: Transaction, instances: readonly RememberedInstance[]): Promise<void> {
    const rows = instances.map(({ appId, instanceId, siteId }) => ({ appId, instanceId, siteId: siteId ?? null }));
    // Everywhere in the same order, so that no two processes that write the same wait for each other.
    rows.sort((one, other) => (one.instanceId < other.instanceId ? -1 : 1));
    await tx.insert(table).values(rows).onConflictDoNothing();
  }

  /**
   * @param ofKnown what is written beside the change where the row is there already
   * @returns whether that is now a reinstallation
   */
  async #write(
    tx: Transaction,
    { siteId, ...key }: InstallationKey,
    change: Partial<typeof table.$inferInsert>,
    setWhere: SQL,
    ofKnown: { readonly reinstalledAt?: SQL } = {},
  ): Promise<boolean> {
    const values = { ...change, ...(siteId !== undefined && { siteId }) };
    const [written] = await tx
      .insert(table)
      .values({ ...key, ...values })
      .onConflictDoUpdate({
        target: [table.appId, table.instanceId],
        set: { ...values, ...ofKnown, changedAt: sql`now()` },
        setWhere,
      })
      .returning({ isReinstalled: sql<boolean>`${table.reinstalledAt} IS NOT DISTINCT FROM now()` });
    return written?.isReinstalled === true;
  }
}

function notAfter(newest: typeof table.lifecycleAt | typeof table.planAt, at: Date): SQL {
  return sql`${newest} IS NULL OR ${newest} <= ${at.toISOString()}::timestamptz`;
}
