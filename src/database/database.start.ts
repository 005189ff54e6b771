import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { ConnectionSource } from './connection-source';
import { describeFailure } from './database.failure';
import type { DatabaseTimeouts } from './database.timeouts';
import { DatabaseUnavailableError } from './database-unavailable.error';
import { within } from './deadline';
import type { Migration } from './migration';
import { migrate } from './migrator';

/**
 * Opens and migrates the database in the background, for as long as it takes: routes without data must not wait for it,
 * and a server may come up after the gateway.
 */
export class DatabaseStart {
  readonly #logger = new Logger('Database');
  readonly #stop = new AbortController();
  #attempt: Promise<void> | undefined;
  #running: Promise<void> | undefined;
  #ready = false;
  #failure: string | undefined;

  constructor(
    private readonly source: ConnectionSource,
    private readonly migrations: readonly Migration[],
    private readonly timeouts: DatabaseTimeouts,
  ) {}

  /** Why the last attempt failed; `undefined` when none did. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /**
   * Begins, once. Waits until it is clear that the database is there for this process, not until it is ready.
   * @throws when another process uses the embedded database
   */
  async begin(): Promise<void> {
    if (this.#running !== undefined) return;
    await this.source.claim();
    this.#running ??= this.#untilReady();
  }

  /** Waits for the first attempt, for as long as for a connection. @throws DatabaseUnavailableError when it is not ready then */
  async ready(): Promise<void> {
    if (this.#ready) return;
    await this.begin();
    if (this.#failure === undefined) await within(this.timeouts.connectionMs, this.#attempt ?? Promise.resolve());
    if (!this.#isReady()) throw new DatabaseUnavailableError(new Error(this.#failure ?? 'it is closed'));
  }

  /** No more attempts, and none that fails now is worth a word; the source ends one that is under way. */
  giveUp(): void {
    this.#stop.abort();
  }

  /** Ends the attempts; a migration that runs is waited for. */
  async stop(): Promise<void> {
    this.giveUp();
    await this.#running;
    this.#ready = false;
  }

  // A method, for the compiler believes that a field keeps the value it was tested for.
  #isReady(): boolean {
    return this.#ready;
  }

  async #untilReady(): Promise<void> {
    const [first, longest] = this.timeouts.startRetryMs;
    for (let pause = first; !this.#stop.signal.aborted; pause = Math.min(pause * 2, longest)) {
      this.#attempt = this.#open();
      await this.#attempt;
      if (this.#ready) return;
      await wait(pause * (0.5 + Math.random() / 2), undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }

  /** One attempt. Never rejects. */
  async #open(): Promise<void> {
    try {
      await this.source.open();
      const applied = await this.#migrate();
      this.#ready = true;
      this.#failure = undefined;
      const migrated = applied.length === 0 ? '' : `; applied ${applied.join(', ')}`;
      this.#logger.log(`Ready: ${this.source.description}${migrated}`);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      const failure = describeFailure(error);
      // The same failure every few seconds is said once.
      if (failure !== this.#failure)
        this.#logger.error(`${this.source.description} is not ready: ${failure}. Trying on.`);
      this.#failure = failure;
    }
  }

  async #migrate(): Promise<readonly string[]> {
    const client = await this.source.pool.connect();
    let broken = true;
    try {
      const applied = await migrate(client, this.migrations);
      broken = false;
      return applied;
    } finally {
      client.release(broken);
    }
  }
}
