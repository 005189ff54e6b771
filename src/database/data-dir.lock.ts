import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../errors/start.error';
import { LockFile, type LockReading } from './lock-file';
import { ProcessStamp } from './process-stamp';

/** Folders that this process holds: a second database on one of them would lose writes just as another process's would. */
const held = new Set<string>();

interface LockTimes {
  /** Between two touches of its holder. */
  readonly beatMs: number;
  /** How long a lock from elsewhere must stay untouched until its holder counts as gone. */
  readonly watchMs: number;
}

const TIMES: LockTimes = { beatMs: 1_000, watchMs: 10_000 };

/**
 * A file beside a data folder that says which process uses it. Two processes on one folder would silently lose writes.
 * A lock whose process is gone, by `kill -9` for instance, is taken over: at once where that can be seen. From another
 * container or host it can't; so the holder touches the file all the time, and who comes watches whether it does.
 */
export class DataDirLock {
  readonly #file: LockFile;
  readonly #stamp = ProcessStamp.ofThisProcess().toString();
  #acquiring: Promise<void> | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  /** @param lost what to do when another process has taken the lock over; the folder must not be used from then on */
  constructor(
    private readonly dataDir: string,
    private readonly lost: (message: string) => void,
    private readonly times: LockTimes = TIMES,
  ) {
    const folder = resolve(dataDir);
    this.#file = new LockFile(join(dirname(folder), `${basename(folder)}.lock`));
  }

  /**
   * Does nothing when it is held already. Waits for some seconds only for a holder elsewhere that may be gone.
   *
   * @param signal ends that wait
   * @throws when another process, or another database of this one, uses the folder; when the wait was ended
   */
  acquire(signal: AbortSignal): Promise<void> {
    return (this.#acquiring ??= this.#acquire(signal).finally(() => {
      this.#acquiring = undefined;
    }));
  }

  release(): void {
    if (this.#heartbeat === undefined) return;
    this.#forget();
    this.#file.removeIf(this.#stamp);
  }

  async #acquire(signal: AbortSignal): Promise<void> {
    if (this.#heartbeat !== undefined) return;
    signal.throwIfAborted();
    if (held.has(this.#file.path)) throw this.#taken(`process ${process.pid}`);
    if (!this.#file.create(this.#stamp)) {
      await this.#removeStale(signal);
      if (!this.#file.create(this.#stamp)) throw this.#taken();
    }
    held.add(this.#file.path);
    this.#heartbeat = setInterval(() => {
      this.#beat();
    }, this.times.beatMs).unref();
  }

  async #removeStale(signal: AbortSignal): Promise<void> {
    const found = this.#file.read();
    if (found === undefined) return;
    const holder = ProcessStamp.parse(found.content);
    if (holder === undefined) throw this.#taken();
    const isAlive = holder.isAlive();
    if (isAlive === true) throw this.#taken(`process ${holder.pid}`);
    if (isAlive === undefined && (await this.#watch(found, signal)) === 'gone') return;
    if (!this.#file.removeAs(found)) throw this.#taken();
  }

  /** @returns whether it was given back meanwhile, or nobody touched it. @throws when somebody did */
  async #watch(found: LockReading, signal: AbortSignal): Promise<'gone' | 'untouched'> {
    const lookMs = this.times.beatMs / 4;
    // Looks are counted, not time: when the whole machine has stood still, its holder has not had the time to touch it either.
    for (let looks = this.times.watchMs / lookMs; looks > 0; looks -= 1) {
      await sleep(lookMs, undefined, { signal });
      const now = this.#file.read();
      if (now === undefined) return 'gone';
      // Only whether it changes: two clocks are never compared.
      if (now.touchedAt !== found.touchedAt || now.content !== found.content) {
        throw this.#taken('another container or host');
      }
    }
    return 'untouched';
  }

  #beat(): void {
    try {
      const content = this.#file.read()?.content;
      if (content === this.#stamp) this.#file.touch();
      else if (content === undefined) this.#file.create(this.#stamp);
      else if (ProcessStamp.parse(content) !== undefined) this.#lose();
    } catch {
      // The disk does not answer now; the next beat tries again.
    }
  }

  #lose(): void {
    this.#forget();
    this.lost(
      `The data folder ${this.dataDir} was taken over by another process, which had seen no sign of this one for ` +
        `${this.times.watchMs / 1000} s. The embedded database serves one process.`,
    );
  }

  #forget(): void {
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
    held.delete(this.#file.path);
  }

  #taken(who = 'another process'): Error {
    return new StartError(
      `The data folder ${this.dataDir} is in use by ${who}. The embedded database serves one process: stop that one, or ` +
        `set DATA_DIR to another folder, or DATABASE_URL to a server. If no process uses it, remove ${this.#file.path}.`,
    );
  }
}
