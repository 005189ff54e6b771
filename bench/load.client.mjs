import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Child } from './processes.mjs';

/** The load generator's process, as the benchmark uses it. */
export class Load extends Child {
  #waiting = new Map();
  #ids = 0;

  constructor() {
    super(fork(fileURLToPath(new URL('load.mjs', import.meta.url)), [], { execArgv: [] }));
    this.process.on('message', ({ id, result, error }) => {
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error));
    });
  }

  /** @param {Record<string, unknown> & { kind: 'slice' | 'paced' | 'burst' | 'junk' | 'close' }} job */
  run(job) {
    const id = this.#ids++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.process.send({ id, job });
    });
  }
}
