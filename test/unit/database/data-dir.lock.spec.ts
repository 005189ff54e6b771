import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirLock } from '../../../src/database/data-dir.lock';
import { until } from '../../support/until';

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

/** As another container writes it, whose first process is process 1. */
const ELSEWHERE = '1 4711 pid:[1] 00000000-0000-4000-8000-000000000000\n';
const TIMES = { beatMs: 20, watchMs: 600 };

const lost = jest.fn();
const closing = new AbortController();
const newLock = (path = dataDir, times = TIMES) => new DataDirLock(path, lost, times);
const acquire = async (lock: DataDirLock, { signal } = closing) => lock.acquire(signal);

describe('the lock of a data folder', () => {
  it('stands beside the folder, names this process, and goes when it is released', async () => {
    const lock = newLock();
    await acquire(lock);
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${process.pid}( \\d+( \\S+ \\S+)?)?\n$`));
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('may be acquired again by its holder, and by another once it is released', async () => {
    const lock = newLock();
    await Promise.all([acquire(lock), acquire(lock)]);
    await acquire(lock);
    lock.release();
    const next = newLock();
    await acquire(next);
    next.release();
  });

  it('refuses a second database of this process, which then releases nothing', async () => {
    const lock = newLock();
    await acquire(lock);
    const second = newLock(`${dataDir}/`);
    await expect(acquire(second)).rejects.toThrow(`in use by process ${process.pid}`);
    second.release();
    expect(existsSync(file)).toBe(true);
    lock.release();
  });

  it('refuses while another process lives, and says what to do', async () => {
    writeFileSync(file, `${process.ppid}\n`);
    await expect(acquire(newLock())).rejects.toThrow(
      new RegExp(`${dataDir} is in use by process ${process.ppid}\\. .*DATA_DIR.*DATABASE_URL`),
    );
    expect(readFileSync(file, 'utf8')).toBe(`${process.ppid}\n`);
  });

  it('is taken over from a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '0']);
    await once(child, 'exit');
    writeFileSync(file, `${String(child.pid)} 1\n`);
    const lock = newLock();
    await acquire(lock);
    expect(readFileSync(file, 'utf8')).toContain(String(process.pid));
    expect(readdirSync(folder)).toEqual(['data.lock']);
    lock.release();
  });

  // In a container the new process has the id of the one that was killed.
  (existsSync('/proc/self/stat') ? it : it.skip)(
    'is taken over from an earlier process with the id of this one',
    async () => {
      writeFileSync(file, `${process.pid} 1\n`);
      const lock = newLock();
      await acquire(lock);
      lock.release();
    },
  );

  it('refuses what it cannot read: it may be just being written', async () => {
    writeFileSync(file, '');
    await expect(acquire(newLock())).rejects.toThrow(`in use by another process.`);
  });
});

describe('the lock of a data folder that another container uses too', () => {
  it('refuses while that one touches it, and takes nothing away', async () => {
    writeFileSync(file, ELSEWHERE);
    let beats = 0;
    const beating = setInterval(() => {
      utimesSync(file, 1_000, ++beats);
    }, 20);
    try {
      await expect(acquire(newLock(dataDir, { beatMs: 20, watchMs: 20_000 }))).rejects.toThrow(
        /in use by another container or host.*DATA_DIR/,
      );
    } finally {
      clearInterval(beating);
    }
    expect(readFileSync(file, 'utf8')).toBe(ELSEWHERE);
    expect(readdirSync(folder)).toEqual(['data.lock']);
  });

  it('is taken over once that one has not touched it for a while, whatever the clocks say', async () => {
    for (const touched of [1, Date.now() / 1000 + 86_400]) {
      writeFileSync(file, ELSEWHERE);
      utimesSync(file, touched, touched);
      const lock = newLock();
      const begun = performance.now();
      await acquire(lock);
      expect(performance.now() - begun).toBeGreaterThanOrEqual(TIMES.watchMs - 5);
      expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
      expect(readdirSync(folder)).toEqual(['data.lock']);
      lock.release();
    }
  });

  it('is taken as soon as that one gives it back', async () => {
    writeFileSync(file, ELSEWHERE);
    const lock = newLock(dataDir, { beatMs: 20, watchMs: 3_600_000 });
    const acquired = acquire(lock);
    rmSync(file);
    await acquired;
    lock.release();
  });

  it('is not taken any more by a database that was closed meanwhile', async () => {
    writeFileSync(file, ELSEWHERE);
    const closed = new AbortController();
    const acquired = acquire(newLock(), closed);
    closed.abort();
    await expect(acquired).rejects.toThrow();
    expect(readFileSync(file, 'utf8')).toBe(ELSEWHERE);
  });
});

describe('whoever holds the lock of a data folder', () => {
  beforeEach(() => lost.mockReset());

  it('touches it all the time', async () => {
    const lock = newLock();
    await acquire(lock);
    for (let beat = 0; beat < 3; beat++) {
      const before = statSync(file).mtimeMs;
      await until(() => statSync(file).mtimeMs !== before);
    }
    lock.release();
    expect(lost).not.toHaveBeenCalled();
  });

  it('puts it back when somebody removes it', async () => {
    const lock = newLock();
    await acquire(lock);
    rmSync(file);
    await until(() => existsSync(file));
    lock.release();
    expect(existsSync(file)).toBe(false);
  });

  it('hears once that somebody else took it over, and leaves it to them', async () => {
    const lock = newLock();
    await acquire(lock);
    writeFileSync(file, ELSEWHERE);
    await until(() => lost.mock.calls.length > 0);
    expect(lost).toHaveBeenCalledWith(expect.stringContaining(`${dataDir} was taken over by another process`));
    lock.release();
    expect(readFileSync(file, 'utf8')).toBe(ELSEWHERE);
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('takes nothing away that somebody else took over a moment ago', async () => {
    const lock = newLock(dataDir, { beatMs: 3_600_000, watchMs: 600 });
    await acquire(lock);
    writeFileSync(file, ELSEWHERE);
    lock.release();
    expect(readFileSync(file, 'utf8')).toBe(ELSEWHERE);
  });
});
