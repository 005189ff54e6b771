import { Injectable } from '@nestjs/common';

/** What goes wrong with the calls it matches. Without `status` and `body` the real answer is sent, only late or in drips. */
export interface Fault {
  /** Exact, or a prefix when it ends with `*`. */
  readonly path: string;
  readonly method?: string | undefined;
  readonly status?: number | undefined;
  readonly latencyMs?: number | undefined;
  /** Milliseconds between the bytes of the body. */
  readonly dripMs?: number | undefined;
  /** Destroys the socket instead of answering, or in the middle of the body. */
  readonly reset?: boolean | 'mid-body' | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How many calls it applies to; unlimited when absent. */
  readonly times?: number | undefined;
}

interface ArmedFault {
  readonly fault: Fault;
  remaining: number;
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method !== method) return false;
  return fault.path.endsWith('*') ? path.startsWith(fault.path.slice(0, -1)) : path === fault.path;
}

/** Faults in force. The one that was added last wins, so that a test can lay an exception over a rule. */
@Injectable()
export class FaultStore {
  #armed: ArmedFault[] = [];

  add(fault: Fault): void {
    this.#armed.unshift({ fault, remaining: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#armed = [];
  }

  list(): readonly Fault[] {
    return this.#armed.map(({ fault, remaining }) =>
      fault.times === undefined ? fault : { ...fault, times: remaining },
    );
  }

  /** The fault for this call, which thereby uses up one of its times. */
  take(method: string, path: string): Fault | undefined {
    if (this.#armed.length === 0) return undefined;
    const armed = this.#armed.find(({ fault }) => matches(fault, method, path));
    if (armed === undefined) return undefined;
    armed.remaining -= 1;
    if (armed.remaining <= 0) this.#armed = this.#armed.filter((other) => other !== armed);
    return armed.fault;
  }
}
