import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InstallationGate } from '../auth/installation-gate';
import type { InstanceContext } from '../auth/instance-context';
import { TokenVault } from '../auth/token-vault';
import type { InstanceId } from '../identifiers/guid';
import { type InstallationChange, InstallationChanges } from './installation.changes';
import { VouchedInstances } from './vouched.instances';

/** Every process refuses a removed instance within two seconds. */
const POLL_MS = 700;

/** What this process knows of the installations: who was removed, by looking at what is new in the database. */
@Injectable()
export class KnownInstallations extends InstallationGate implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #removed = new Set<InstanceId>();
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
    for (const change of await this.changes.next()) this.#apply(change);
    // Not waited for: whom to refuse is more urgent than whom to remember.
    void this.vouched.write();
  }

  #apply({ instanceId, removedAt }: InstallationChange): void {
    if (removedAt !== null) {
      // Its verdicts are kept for what is left of their lives: they tell a removed app (403) from a bad token (401).
      this.#removed.add(instanceId);
    } else if (this.#removed.delete(instanceId)) {
      // What was issued before the removal must not come back to life.
      this.vault.forgetInstance(instanceId);
    }
  }
}
