import { readFileSync, readlinkSync } from 'node:fs';
import { errorCodeOf } from './error-code-of';

const FORM = /^(\d+)(?: (\d+)(?: (pid:\[\d+\] [\da-f-]{36}))?)?\s*$/;

/**
 * Which process, in a file. The id alone is no answer: after a restart in a container the new process often has the id
 * of the old one. So the time at which it started stands beside it, and where its id means something: its pid namespace
 * (a container has its own) and the boot of its machine; all where the system tells them (Linux).
 */
export class ProcessStamp {
  private constructor(
    readonly pid: number,
    private readonly startedAt: string | undefined,
    private readonly place: string | undefined,
  ) {}

  static ofThisProcess(): ProcessStamp {
    const startedAt = startOf(process.pid);
    return new ProcessStamp(process.pid, startedAt, startedAt === undefined ? undefined : placeOfThisProcess());
  }

  /** `undefined` for what no stamp looks like. */
  static parse(text: string): ProcessStamp | undefined {
    const [, pid, startedAt, place] = FORM.exec(text) ?? [];
    return pid === undefined ? undefined : new ProcessStamp(Number(pid), startedAt, place);
  }

  toString(): string {
    return `${[this.pid, this.startedAt, this.place].filter((part) => part !== undefined).join(' ')}\n`;
  }

  /** `undefined` when that can't be seen from here: it is a process of another container or host. */
  isAlive(): boolean | undefined {
    if (this.place !== undefined && this.place !== placeOfThisProcess()) return undefined;
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

/** The number of a namespace is given again only when all its processes are gone, which their start times then tell. */
function placeOfThisProcess(): string | undefined {
  try {
    return `${readlinkSync('/proc/self/ns/pid')} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
  } catch {
    return undefined;
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
