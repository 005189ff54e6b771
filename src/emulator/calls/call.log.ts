import { Injectable } from '@nestjs/common';

/** One request for a Wix path. No secrets: neither query nor headers nor body. */
export interface CallRecord {
  /** ISO 8601. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** 0 while there is no answer, and for good when the socket was reset. */
  status: number;
  instanceId?: string;
}

const CAPACITY = 100_000;

/** The latest calls, oldest first: a ring, so that appending costs the same however many there were. */
@Injectable()
export class CallLog {
  #ring: CallRecord[] = [];
  #total = 0;

  /** Calls since the log was last emptied, those no longer kept included. */
  get total(): number {
    return this.#total;
  }

  append(call: CallRecord): void {
    this.#ring[this.#total % CAPACITY] = call;
    this.#total += 1;
  }

  list(): readonly CallRecord[] {
    if (this.#total <= CAPACITY) return this.#ring;
    const oldest = this.#total % CAPACITY;
    return [...this.#ring.slice(oldest), ...this.#ring.slice(0, oldest)];
  }

  clear(): void {
    this.#ring = [];
    this.#total = 0;
  }
}
