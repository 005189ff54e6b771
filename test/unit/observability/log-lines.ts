import type { DestinationStream } from 'pino';

/** A destination that keeps what is logged. */
export class LogLines implements DestinationStream {
  readonly #written: string[] = [];

  write(line: string): void {
    this.#written.push(line);
  }

  get text(): string {
    return this.#written.join('');
  }

  /** Each line, parsed. */
  get records(): Record<string, unknown>[] {
    return this.#written.map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}
