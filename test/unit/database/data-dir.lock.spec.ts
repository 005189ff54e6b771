import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirLock } from '../../../src/database/data-dir.lock';

let folder: string;
let dataDir: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'liftgate-lock-'));
  dataDir = join(folder, 'data');
  file = join(folder, 'data.lock');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the lock of a data folder', () => {
  it('stands beside the folder, names this process, and goes when it is released', () => {
    const lock = new DataDirLock(dataDir);
    lock.acquire();
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${process.pid}( \\d+)?\n$`));
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('may be acquired again by its holder, and by another once it is released', () => {
    const lock = new DataDirLock(dataDir);
    lock.acquire();
    lock.acquire();
    lock.release();
    const next = new DataDirLock(dataDir);
    next.acquire();
    next.release();
  });

  it('refuses a second database of this process, which then releases nothing', () => {
    const lock = new DataDirLock(dataDir);
    lock.acquire();
    const second = new DataDirLock(`${dataDir}/`);
    expect(() => {
      second.acquire();
    }).toThrow(`in use by process ${process.pid}`);
    second.release();
    expect(existsSync(file)).toBe(true);
    lock.release();
  });

  it('refuses while another process lives, and says what to do', () => {
    writeFileSync(file, `${process.ppid}\n`);
    expect(() => {
      new DataDirLock(dataDir).acquire();
    }).toThrow(new RegExp(`${dataDir} is in use by process ${process.ppid}\\. .*DATA_DIR.*DATABASE_URL`));
    expect(readFileSync(file, 'utf8')).toBe(`${process.ppid}\n`);
  });

  it('is taken over from a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '0']);
    await once(child, 'exit');
    writeFileSync(file, `${String(child.pid)} 1\n`);
    const lock = new DataDirLock(dataDir);
    lock.acquire();
    expect(readFileSync(file, 'utf8')).toContain(String(process.pid));
    expect(readdirSync(folder)).toEqual(['data.lock']);
    lock.release();
  });

  // In a container the new process has the id of the one that was killed.
  (existsSync('/proc/self/stat') ? it : it.skip)(
    'is taken over from an earlier process with the id of this one',
    () => {
      writeFileSync(file, `${process.pid} 1\n`);
      const lock = new DataDirLock(dataDir);
      lock.acquire();
      lock.release();
    },
  );

  it('refuses what it cannot read: it may be just being written', () => {
    writeFileSync(file, '');
    expect(() => {
      new DataDirLock(dataDir).acquire();
    }).toThrow(`in use by another process.`);
  });
});
