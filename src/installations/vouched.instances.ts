import { Injectable } from '@nestjs/common';
import type { InstanceContext } from '../auth/instance-context';
import { SystemDatabase } from '../database/system.database';
import type { InstanceId } from '../identifiers/guid';
import { InstallationStore, type RememberedInstance } from './installation.store';

/** Beyond these the memory of who was seen starts anew; whoever is seen again is written again, which changes nothing. */
const MAX_SEEN = 50_000;
/** What can wait for a database that is away. Whoever finds no room is noted at a later request. */
const MAX_UNWRITTEN = 10_000;
/** So few that a statement takes a moment, and that no other waits long for the one session of the embedded database. */
const BATCH = 500;

/** Instances that callers' credentials vouched for, on their way into the database. */
@Injectable()
export class VouchedInstances {
  readonly #seen = new Set<InstanceId>();
  readonly #unwritten = new Map<InstanceId, RememberedInstance>();
  #writing: Promise<void> | undefined;
  #stopped = false;

  constructor(
    private readonly database: SystemDatabase,
    private readonly store: InstallationStore,
  ) {}

  /** Of every request, so it only puts down who is new to this process. */
  note({ appId, instanceId, siteId }: InstanceContext): void {
    if (this.#seen.has(instanceId) || this.#unwritten.size >= MAX_UNWRITTEN) return;
    if (this.#seen.size >= MAX_SEEN) this.#seen.clear();
    this.#seen.add(instanceId);
    this.#unwritten.set(instanceId, { appId, instanceId, siteId });
  }

  /** Whether this process has served it, as far as it remembers. */
  hasSeen(instanceId: InstanceId): boolean {
    return this.#seen.has(instanceId);
  }

  /** Writes who was noted. Never rejects: who could not be written is left for the next time. */
  write(): Promise<void> {
    return (this.#writing ??= this.#writeBatches()
      .catch(() => undefined)
      .finally(() => {
        this.#writing = undefined;
      }));
  }

  /** Waits for the batch that is under way, and begins no other. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#writing;
  }

  async #writeBatches(): Promise<void> {
    while (this.#unwritten.size > 0 && !this.#stopped) {
      const batch = [...this.#unwritten.values()].slice(0, BATCH);
      await this.database.run((tx) => this.store.remember(tx, batch));
      for (const { instanceId } of batch) this.#unwritten.delete(instanceId);
    }
  }
}
