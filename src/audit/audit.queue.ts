import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { type Counts, Telemetry } from '../config/telemetry';
import { describeFailure } from '../database/database.failure';
import { DatabaseUnavailableError } from '../database/database-unavailable.error';
import { within } from '../database/deadline';
import { AuditLog, type EndUse, type IdentityUse, type UseResult } from '../elevation/audit';
import { LoggedAudit } from '../observability/logged-audit';
import type { AuditEntry } from './audit.record';
import { AuditStore } from './audit.store';

/** What a use that waits for its record is told; the entry is stored with the next statement. */
interface Intent {
  readonly entry: AuditEntry;
  readonly stored: () => void;
  readonly failed: (error: unknown) => void;
}

/** Entries that go into one statement. */
interface Underway {
  readonly ends: readonly AuditEntry[];
  readonly reads: readonly AuditEntry[];
}

const NOTHING: Underway = { ends: [], reads: [] };
/** Some megabytes, and seconds of the heaviest load. */
const MOST_WAITING = 10_000;
const BATCH = 500;
/** How long a read's record may wait for company, and what a `kill -9` can take of them. */
const GATHER_MS = 50;
/** How soon a database that failed is tried again. */
const RETRY_MS = 1_000;
/** A call that changes something waits so long for its record, and is then not made. */
const BEGIN_WITHIN_MS = 2_000;
/** What is left of the time in which a process must end. */
const CLOSE_WITHIN_MS = 700;

/**
 * The audit in the database. Nobody waits for the record of a read: it is stored with others, some milliseconds later. A
 * change is stored before it is made, and learns afterwards how it ended. While the database is down changes are refused,
 * and reads are remembered as long as there is room; what there is none for goes to the log and is counted.
 */
@Injectable()
export class AuditQueue extends AuditLog implements BeforeApplicationShutdown {
  readonly #logger = new Logger('Audit');
  #intents: Intent[] = [];
  /** How changes ended. */
  #ends: AuditEntry[] = [];
  #reads: AuditEntry[] = [];
  /** What the statement that runs is about, or the one that failed: such reads stay together, for they may be stored already. */
  #underway: Underway = NOTHING;
  /** Changes that want to be made or are being made: each has a place for its end. */
  #begun = 0;
  #serial = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #failing = false;
  #closed = false;

  constructor(
    private readonly store: AuditStore,
    private readonly telemetry: Telemetry,
    private readonly fallback: LoggedAudit,
  ) {
    super();
  }

  override record(use: IdentityUse, result: UseResult): void {
    this.#keep(this.#reads, { serial: this.#serial++, use, ...result });
  }

  override async begin(use: IdentityUse): Promise<EndUse> {
    const serial = this.#serial++;
    const full = this.#isFull();
    this.#begun += 1;
    const end: EndUse = (result) => {
      this.#begun -= 1;
      this.#keep(this.#ends, { serial, use, ...result });
    };
    try {
      if (full || this.#failing || this.#closed) throw new Error('The audit cannot be written now.');
      await within(BEGIN_WITHIN_MS, this.#stored({ serial, use, outcome: 'started', result: undefined }));
      return end;
    } catch (error) {
      end({ outcome: 'denied', result: 'database_unavailable' });
      throw error instanceof DatabaseUnavailableError ? error : new DatabaseUnavailableError(error);
    }
  }

  /** Stores what waits now. Resolves when it is stored, or the database fails. */
  async flush(): Promise<void> {
    const waiting = () => this.#waiting() + this.#intents.length;
    // No more than these take, and the statement under way: under load something waits always.
    for (let statements = Math.ceil(waiting() / BATCH) + 2; statements > 0 && waiting() > 0; statements -= 1) {
      await this.#write();
      if (this.#failing) return;
    }
  }

  /** Once nobody makes calls any more, and before the database is closed. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#closed = true;
    await within(CLOSE_WITHIN_MS, this.flush()).catch(() => undefined);
    clearTimeout(this.#timer);
    // One that is stored after all is better told twice than never.
    const { ends, reads } = this.#underway;
    for (const entry of [...ends, ...reads, ...this.#ends.splice(0), ...this.#reads.splice(0)])
      this.#lose(entry, 'shutdown');
  }

  #isFull(): boolean {
    return this.#waiting() + this.#begun >= MOST_WAITING;
  }

  /** Entries that are not stored, as far as is known. */
  #waiting(): number {
    return this.#ends.length + this.#reads.length + this.#underway.ends.length + this.#underway.reads.length;
  }

  #stored(entry: AuditEntry): Promise<void> {
    return new Promise((stored, failed) => {
      this.#intents.push({ entry, stored, failed });
      void this.#write();
    });
  }

  #keep(entries: AuditEntry[], entry: AuditEntry): void {
    if (this.#closed) this.#lose(entry, 'shutdown');
    else if (this.#isFull()) this.#lose(entry, 'queue_full');
    else {
      entries.push(entry);
      this.#schedule();
    }
  }

  #schedule(): void {
    if (this.#writing !== undefined || this.#closed) return;
    const waiting = this.#waiting();
    if (this.#intents.length > 0 || (waiting >= BATCH && !this.#failing)) void this.#write();
    else if (waiting > 0) this.#timer ??= setTimeout(() => void this.#write(), this.#failing ? RETRY_MS : GATHER_MS);
  }

  /** One statement at a time; who asks meanwhile gets the next one. Never rejects. */
  #write(): Promise<void> {
    return (this.#writing ??= this.#writeBatch().finally(() => {
      this.#writing = undefined;
      this.#schedule();
    }));
  }

  async #writeBatch(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // Who asks in the same turn goes along.
    await Promise.resolve();
    const intents = this.#intents.splice(0, BATCH);
    const again = this.#underway;
    const ends = [...again.ends, ...this.#ends.splice(0, BATCH - again.ends.length)];
    const reads = again.reads.length > 0 ? again.reads : this.#reads.splice(0, BATCH);
    this.#underway = { ends, reads };
    // The end of a use that was given up while it waited counts, not its beginning.
    const changes = new Map([...intents.map(({ entry }) => entry), ...ends].map((entry) => [entry.serial, entry]));
    const batches = [...Array.from(changes.values(), (entry) => [entry]), ...(reads.length > 0 ? [reads] : [])];
    if (batches.length === 0) return;
    try {
      await this.store.write(batches);
      this.#underway = NOTHING;
      this.#failing = false;
      for (const { stored } of intents) stored();
    } catch (error) {
      for (const { failed } of intents) failed(error);
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (error instanceof DatabaseUnavailableError) {
      if (!this.#failing)
        this.#logger.error('The audit cannot be written: Wix calls that change something are refused.');
      this.#failing = true;
      return;
    }
    this.#logger.error(`The database refuses records of the audit (${describeFailure(error)}).`);
    const { ends, reads } = this.#underway;
    this.#underway = NOTHING;
    this.#failing = false;
    for (const entry of [...ends, ...reads]) this.#lose(entry, 'refused_by_database');
  }

  #lose({ use, ...end }: AuditEntry, reason: Counts['unaudited_elevations']['reason']): void {
    this.telemetry.count('unaudited_elevations', { reason });
    this.fallback.write(use, end);
  }
}
