import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { and, eq, gte, isNotNull, sql } from 'drizzle-orm';
import { InstallationGate } from '../auth/installation-gate';
import type { InstanceContext } from '../auth/instance-context';
import { TokenVault } from '../auth/token-vault';
import { AppConfig } from '../config/app-config';
import { SystemDatabase } from '../database/system.database';
import type { InstanceId } from '../identifiers/guid';
import { InstallationStore } from './installation.store';
import { installationsTable as table } from './installations.table';

/** Every process refuses a removed instance within two seconds. */
const POLL_MS = 700;
/** A change is stamped when its transaction begins, and seen when it ends: no transaction is longer than this. */
const OVERLAP = sql`interval '15 seconds'`;
/** Beyond these the memory of who was seen starts anew, which costs one statement each. */
const MAX_SEEN = 50_000;

/** What this process knows of the installations: who was removed, by looking at what is new in the database. */
@Injectable()
export class KnownInstallations extends InstallationGate implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #removed = new Set<InstanceId>();
  readonly #seen = new Set<InstanceId>();
  readonly #unwritten = new Map<InstanceId, InstanceContext>();
  #since: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #polling: Promise<void> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly database: SystemDatabase,
    private readonly store: InstallationStore,
    private readonly vault: TokenVault,
  ) {
    super();
  }

  override admits(instance: InstanceContext): boolean {
    const { instanceId } = instance;
    if (this.#removed.has(instanceId)) return false;
    if (!this.#seen.has(instanceId)) {
      if (this.#seen.size >= MAX_SEEN) this.#seen.clear();
      this.#seen.add(instanceId);
      this.#unwritten.set(instanceId, instance);
    }
    return true;
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.refresh(), POLL_MS);
    void this.refresh();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#polling;
  }

  /** Looks for changes now. Never rejects: while the database is down, what is known holds. */
  refresh(): Promise<void> {
    return (this.#polling ??= this.#exchange()
      .catch(() => undefined)
      .finally(() => {
        this.#polling = undefined;
      }));
  }

  async #exchange(): Promise<void> {
    const unwritten = [...this.#unwritten.values()];
    const { now, changed } = await this.database.run(async (tx) => {
      for (const instance of unwritten) await this.store.remember(tx, instance);
      const isNews =
        this.#since === undefined
          ? isNotNull(table.removedAt)
          : gte(table.changedAt, sql`${this.#since}::timestamptz - ${OVERLAP}`);
      return {
        now: await tx.execute(sql`SELECT now()::text AS now`),
        changed: await tx
          .select({ instanceId: table.instanceId, removedAt: table.removedAt })
          .from(table)
          .where(and(eq(table.appId, this.config.app.id), isNews)),
      };
    });
    for (const { instanceId } of unwritten) this.#unwritten.delete(instanceId);
    for (const { instanceId, removedAt } of changed) this.#apply(instanceId, removedAt !== null);
    // One row, one column of text; a raw statement has no type.
    this.#since = (now as unknown as readonly { now: string }[])[0]?.now;
  }

  #apply(instanceId: InstanceId, removed: boolean): void {
    if (removed) {
      // Its verdicts are kept for what is left of their lives: they tell a removed app (403) from a bad token (401).
      this.#removed.add(instanceId);
    } else if (this.#removed.delete(instanceId)) {
      // What was issued before the removal must not come back to life.
      this.vault.forgetInstance(instanceId);
    }
  }
}
