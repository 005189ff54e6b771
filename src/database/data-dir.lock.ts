import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { errorCodeOf } from './error-code-of';
import { ProcessStamp } from './process-stamp';

/** Folders that this process holds: a second database on one of them would lose writes just as another process's would. */
const held = new Set<string>();

/**
 * A file beside a data folder that says which process uses it. Two processes on one folder would silently lose writes.
 * A lock whose process is gone, by `kill -9` for instance, is taken over.
 */
export class DataDirLock {
  readonly #path: string;
  #mine = false;

  constructor(private readonly dataDir: string) {
    const folder = resolve(dataDir);
    this.#path = join(dirname(folder), `${basename(folder)}.lock`);
  }

  /** Does nothing when it is held already. @throws when another process, or another database of this one, uses the folder */
  acquire(): void {
    if (this.#mine) return;
    if (held.has(this.#path)) throw this.#taken(process.pid);
    mkdirSync(dirname(this.#path), { recursive: true });
    if (!this.#create()) {
      this.#removeStale();
      if (!this.#create()) throw this.#taken(undefined);
    }
    held.add(this.#path);
    this.#mine = true;
  }

  release(): void {
    if (!this.#mine) return;
    rmSync(this.#path, { force: true });
    held.delete(this.#path);
    this.#mine = false;
  }

  #create(): boolean {
    try {
      // `wx` is O_CREAT | O_EXCL: of several processes one succeeds.
      writeFileSync(this.#path, ProcessStamp.ofThisProcess().toString(), { flag: 'wx' });
      return true;
    } catch (error) {
      if (errorCodeOf(error) === 'EEXIST') return false;
      throw error;
    }
  }

  #removeStale(): void {
    const content = this.#read(this.#path);
    const holder = ProcessStamp.parse(content);
    if (holder === undefined || holder.isAlive()) throw this.#taken(holder?.pid);
    // Renaming tells who of several may remove it; who moved a lock away that is newer than what it read puts it back.
    const aside = `${this.#path}.${process.pid}`;
    try {
      renameSync(this.#path, aside);
    } catch {
      throw this.#taken(undefined);
    }
    if (this.#read(aside) !== content) {
      renameSync(aside, this.#path);
      throw this.#taken(undefined);
    }
    rmSync(aside);
  }

  #read(path: string): string {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  }

  #taken(pid: number | undefined): Error {
    const who = pid === undefined ? 'another process' : `process ${pid}`;
    return new Error(
      `The data folder ${this.dataDir} is in use by ${who}. The embedded database serves one process: stop that one, or ` +
        `set DATA_DIR to another folder, or DATABASE_URL to a server. If no process uses it, remove ${this.#path}.`,
    );
  }
}
