import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { AppConfig } from '../config/app-config';
import { SystemDatabase } from '../database/system.database';
import type { Transaction } from '../database/transaction';
import type { InstanceId } from '../identifiers/guid';
import { installationsTable as table } from './installations.table';

/** Who reinstalls within a month finds everything as it was. */
const DELAY = sql`interval '30 days'`;
/** Wix delivers an event again for two days, in which a duplicate must be known. */
const DUPLICATES = sql`interval '3 days'`;
const EVERY_MS = 60 * 60_000;
/** Any number that no other user of the database's advisory locks takes. */
const LOCK = 4_717_283_092;
const TENANT_TABLES = sql`SELECT c.table_name AS name FROM information_schema.columns c
  JOIN pg_class t ON t.oid = format('liftgate.%I', c.table_name)::regclass
  WHERE c.table_schema = 'liftgate' AND c.column_name = 'instance_id' AND t.relrowsecurity`;

/** Deletes the data of instances that were removed long ago, and of no others. */
@Injectable()
export class TenantPurge implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Installations');
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly database: SystemDatabase,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      // What fails now is due in an hour still.
      this.run().catch((error: unknown) => {
        this.#logger.error(`The data of removed instances could not be deleted (${String(error)}).`);
      });
    }, EVERY_MS);
    this.#timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /**
   * Deletes what is due. Of several processes that do so at once one works at a time; who finds another at work leaves
   * the rest to it.
   * @returns the instances whose data this run deleted
   */
  async run(): Promise<readonly InstanceId[]> {
    const purged: InstanceId[] = [];
    for (let next = await this.#purgeOne(); next !== undefined; next = await this.#purgeOne()) purged.push(next);
    return purged;
  }

  /**
   * One instance in one transaction, its row locked: an installation that comes now waits, and one that came before makes
   * it none that is due. The right to delete is given and taken by one transaction at a time: PostgreSQL refuses two
   * that change the rights on a table together.
   */
  async #purgeOne(): Promise<InstanceId | undefined> {
    const { id: appId } = this.config.app;
    const instanceId = await this.database.run(async (tx) => {
      if (!(await isAlone(tx))) return undefined;
      const isDue = lt(table.removedAt, sql`now() - ${DELAY}`);
      const [due] = await tx
        .select({ instanceId: table.instanceId })
        .from(table)
        .where(and(eq(table.appId, appId), isDue, or(isNull(table.purgedAt), lt(table.purgedAt, table.removedAt))))
        .limit(1)
        .for('update', { skipLocked: true });
      if (due === undefined) return undefined;
      await this.#deleteRowsOf(tx, due.instanceId);
      await tx
        .update(table)
        .set({ purgedAt: sql`now()` })
        .where(and(eq(table.appId, appId), eq(table.instanceId, due.instanceId)));
      return due.instanceId;
    });
    if (instanceId !== undefined) this.#logger.log(`Deleted the data of ${instanceId}, which was removed long ago.`);
    return instanceId;
  }

  /**
   * As the tenant itself, so that row-level security bounds what can be deleted; then its events, which no tenant owns.
   * The tenant's right to delete is given and taken inside the transaction, so nobody else ever has it.
   */
  async #deleteRowsOf(tx: Transaction, instanceId: InstanceId): Promise<void> {
    const { id: appId } = this.config.app;
    // One column of text; a raw statement has no type.
    const tables = (await tx.execute(TENANT_TABLES)) as unknown as readonly { readonly name: string }[];
    for (const { name } of tables) await tx.execute(sql`GRANT DELETE ON ${qualified(name)} TO liftgate_tenant`);
    await tx.execute(sql`SELECT set_config('role', 'liftgate_tenant', true),
      set_config('liftgate.app_id', ${appId}, true), set_config('liftgate.instance_id', ${instanceId}, true)`);
    for (const { name } of tables) await tx.execute(sql`DELETE FROM ${qualified(name)}`);
    await tx.execute(sql`SELECT set_config('role', 'none', true)`);
    for (const { name } of tables) await tx.execute(sql`REVOKE DELETE ON ${qualified(name)} FROM liftgate_tenant`);
    await tx.execute(sql`DELETE FROM liftgate.webhook_events WHERE app_id = ${appId} AND instance_id = ${instanceId}
      AND state <> 'pending' AND received_at < now() - ${DUPLICATES}`);
  }
}

/** Until the transaction ends. */
async function isAlone(tx: Transaction): Promise<boolean> {
  const answer = await tx.execute(sql`SELECT pg_try_advisory_xact_lock(${LOCK}) AS taken`);
  // One row, one column of boolean; a raw statement has no type.
  return (answer as unknown as readonly { readonly taken: boolean }[])[0]?.taken === true;
}

const qualified = (name: string) => sql`liftgate.${sql.identifier(name)}`;
