import { readFileSync } from 'node:fs';
import { errorCodeOf } from './error-code-of';

const FORM = /^(\d+)(?: (\d+))?\s*$/;

/**
 * Which process, in a file. The id alone is no answer: after a restart in a container the new process often has the id
 * of the old one. So the time at which it started stands beside it, where the system tells it (Linux).
 */
export class ProcessStamp {
  private constructor(
    readonly pid: number,
    private readonly startedAt: string | undefined,
  ) {}

  static ofThisProcess(): ProcessStamp {
    return new ProcessStamp(process.pid, startOf(process.pid));
  }

  /** `undefined` for what no stamp looks like. */
  static parse(text: string): ProcessStamp | undefined {
    const [, pid, startedAt] = FORM.exec(text) ?? [];
    return pid === undefined ? undefined : new ProcessStamp(Number(pid), startedAt);
  }

  toString(): string {
    return this.startedAt === undefined ? `${this.pid}\n` : `${this.pid} ${this.startedAt}\n`;
  }

  isAlive(): boolean {
    if (!exists(this.pid)) return false;
    const now = startOf(this.pid);
    return this.startedAt === undefined || now === undefined || now === this.startedAt;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return errorCodeOf(error) === 'EPERM';
  }
}

/** Field 22 of proc(5) `stat`, in clock ticks since boot. The name in field 2 may hold spaces and parentheses. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
