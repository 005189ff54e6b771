import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InstallationGate } from '../auth/installation-gate';
import type { InstanceContext } from '../auth/instance-context';
import { TokenVault } from '../auth/token-vault';
import type { InstanceId } from '../identifiers/guid';
import { type InstallationChange, InstallationChanges } from './installation.changes';
import { VouchedInstances } from './vouched.instances';

/** Every process refuses a removed instance within two seconds. */
const POLL_MS = 700;
/** What is signed says the second alone. Within it the removal may have come first. */
const SIGNED_WITHIN_MS = 1_000;

/** What this process knows of the installations: who was removed, by looking at what is new in the database. */
@Injectable()
export class KnownInstallations extends InstallationGate implements OnApplicationBootstrap, OnModuleDestroy {
  /** When, by Wix's clock. */
  readonly #removed = new Map<InstanceId, number>();
  /** What the last look found; `undefined` before the first. */
  #reinstalled: ReadonlyMap<InstanceId, number | undefined> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #polling: Promise<void> | undefined;

  constructor(
    private readonly changes: InstallationChanges,
    private readonly vouched: VouchedInstances,
    private readonly vault: TokenVault,
  ) {
    super();
  }

  override admits(instance: InstanceContext): boolean {
    if (this.#removed.has(instance.instanceId)) return false;
    this.vouched.note(instance);
    return true;
  }

  override admitsSigned(instanceId: InstanceId, signedAt: number): boolean {
    const removedAt = this.#removed.get(instanceId);
    return removedAt === undefined || signedAt + SIGNED_WITHIN_MS > removedAt;
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.refresh(), POLL_MS);
    void this.refresh();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#polling;
    await this.vouched.stop();
  }

  /** Looks for changes now. Never rejects: while the database is down, what is known holds. */
  refresh(): Promise<void> {
    return (this.#polling ??= this.#look()
      .catch(() => undefined)
      .finally(() => {
        this.#polling = undefined;
      }));
  }

  async #look(): Promise<void> {
    this.#learn(await this.changes.next());
    // Not waited for: whom to refuse is more urgent than whom to remember.
    void this.vouched.write();
  }

  #learn(changes: readonly InstallationChange[]): void {
    const removed = new Set<InstanceId>();
    const reinstalled = new Set<InstanceId>();
    for (const change of changes) {
      if (change.removedAt === null) {
        if (this.#isReinstalledNow(change)) reinstalled.add(change.instanceId);
      } else if (this.#isRemovedNow(change.instanceId, change.removedAt)) removed.add(change.instanceId);
    }
    // Each change is seen by several looks. Whoever was reinstalled before the last one comes again with another change,
    // which costs a question to Wix.
    this.#reinstalled = new Map(changes.map(({ instanceId, reinstalledAt }) => [instanceId, reinstalledAt?.getTime()]));
    // Their verdicts are kept for what is left of their lives: they tell a removed app (403) from a bad token (401).
    this.vault.dropTokens(removed);
    // What was issued before the removal must not come back to life, not even when the removal was over before this look.
    // Whoever handled the event has told it to what is shared.
    this.vault.forgetHere(reinstalled);
  }

  /** The first look finds all that were ever removed: only of those that were served meanwhile there is something to drop. */
  #isRemovedNow(instanceId: InstanceId, removedAt: Date): boolean {
    const wasRemoved = this.#removed.has(instanceId);
    this.#removed.set(instanceId, removedAt.getTime());
    if (wasRemoved) return false;
    return this.#reinstalled !== undefined || this.vouched.hasSeen(instanceId);
  }

  #isReinstalledNow({ instanceId, reinstalledAt }: InstallationChange): boolean {
    const wasRemoved = this.#removed.delete(instanceId);
    return wasRemoved || this.#reinstalled?.get(instanceId) !== reinstalledAt?.getTime();
  }
}
