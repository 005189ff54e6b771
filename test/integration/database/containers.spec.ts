import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = join(__dirname, 'programs/hold-data-dir.ts');
const TYPESCRIPT = join(__dirname, '../../support/typescript.cjs');
/** A process like one in a container: the first of its own, and it sees no others. It dies with `unshare`. */
const UNSHARE = ['--pid', '--fork', '--mount-proc', '--kill-child'];

const { status, stderr, error } = spawnSync('unshare', [...UNSHARE, 'true'], { encoding: 'utf8' });
if (status !== 0)
  process.stderr.write(`Not tested here: no pid namespace can be made (${error?.message ?? stderr}).\n`);

(status === 0 ? describe : describe.skip)('two containers on one data folder', () => {
  let folder: string;
  const started: ChildProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'liftgate-lock-'));
  });
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  /** @returns what the process said first */
  async function startContainer() {
    const args = [...UNSHARE, process.execPath, '-r', TYPESCRIPT, PROGRAM, join(folder, 'data')];
    const child = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    started.push(child);
    // `once` gives any; a line is text.
    const [said] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return { child, said };
  }

  it('the second refuses while the first lives, both being process 1', async () => {
    expect((await startContainer()).said).toBe('held');
    expect((await startContainer()).said).toContain('is in use by another container');
  }, 60_000);

  it('the second takes over from one that was killed', async () => {
    const first = await startContainer();
    const ended = once(first.child, 'exit');
    first.child.kill('SIGKILL');
    await ended;
    expect((await startContainer()).said).toBe('held');
  }, 60_000);
});
