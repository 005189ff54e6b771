import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { errorCodeOf } from './error-code-of';

/** What a lock file says, and when it was touched last by its holder's clock, which is only good to see a change. */
export interface LockReading {
  readonly content: string;
  readonly touchedAt: number;
}

/** The file of a lock. Of several processes one creates it, and one takes it away. */
export class LockFile {
  constructor(readonly path: string) {}

  /** @returns false when there is one already. @throws when it can't be written */
  create(content: string): boolean {
    try {
      mkdirSync(dirname(this.path), { recursive: true });
      // `wx` is O_CREAT | O_EXCL: of several processes one succeeds.
      writeFileSync(this.path, content, { flag: 'wx' });
      return true;
    } catch (error) {
      if (errorCodeOf(error) === 'EEXIST') return false;
      throw error;
    }
  }

  /** `undefined` when there is none. @throws when it can't be read */
  read(path = this.path): LockReading | undefined {
    let file: number | undefined;
    try {
      // Opened first: a network file system may tell the times of a file it has not just opened from its memory.
      file = openSync(path, 'r');
      return { content: readFileSync(file, 'utf8'), touchedAt: fstatSync(file).mtimeMs };
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return undefined;
      throw error;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  touch(): void {
    const now = new Date();
    utimesSync(this.path, now, now);
  }

  /** Removes it if it is still as it was read. @returns false when somebody else was faster */
  removeAs({ content, touchedAt }: LockReading): boolean {
    // Renaming tells who of several may remove it; who moved a lock away that is newer than what it read puts it back.
    const aside = `${this.path}.${randomUUID()}`;
    try {
      renameSync(this.path, aside);
    } catch {
      return false;
    }
    const moved = this.read(aside);
    if (moved?.content === content && moved.touchedAt === touchedAt) {
      rmSync(aside);
      return true;
    }
    renameSync(aside, this.path);
    return false;
  }

  /** Removes it if it says this. */
  removeIf(content: string): void {
    if (this.read()?.content === content) rmSync(this.path, { force: true });
  }
}
