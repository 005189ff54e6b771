import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NODE_OPTIONS } from '../scripts/node-options.mjs';

/** A child of the benchmark. */
export class Child {
  /** @type {number} where it listens */
  port = 0;

  constructor(process) {
    this.process = process;
  }

  get pid() {
    return this.process.pid;
  }

  /** CPU time of all threads so far, in milliseconds; `undefined` where the system has no /proc. */
  cpuMs() {
    try {
      const folder = `/proc/${this.pid}/task`;
      const nanoseconds = readdirSync(folder).map(
        (task) => readFileSync(`${folder}/${task}/schedstat`, 'utf8').split(' ')[0],
      );
      return nanoseconds.reduce((sum, each) => sum + Number(each), 0) / 1e6;
    } catch {
      return undefined;
    }
  }

  /**
   * Waits, 15 s at most, until the process does nothing. One that was just started goes on compiling its embedded
   * database for some five seconds, which takes half a core and 160 MiB that are no request's.
   */
  async settled() {
    for (let quiet = 0, waits = 0; quiet < 3 && waits < 60; waits++) {
      const before = this.cpuMs();
      await new Promise((resolve) => setTimeout(resolve, 250));
      quiet = this.cpuMs() - before > 12 ? 0 : quiet + 1;
    }
  }

  /** Resident memory in MiB. */
  residentMiB() {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1024;
  }

  async stop() {
    if (this.process.exitCode !== null) return;
    const closed = once(this.process, 'close');
    this.process.kill('SIGKILL');
    await closed;
  }
}

/**
 * Starts a program of this folder, with the options of Node that the gateway gets, and waits until it says where it listens.
 *
 * @param {string} file
 * @param {Record<string, string>} [environment]
 */
export async function start(file, environment = {}) {
  const child = new Child(
    fork(fileURLToPath(new URL(file, import.meta.url)), [], {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
      execArgv: NODE_OPTIONS,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    }),
  );
  for await (const line of createInterface(child.process.stdout)) {
    const port = /^listening on (\d+)$/.exec(line)?.[1];
    if (port === undefined) continue;
    child.port = Number(port);
    return child;
  }
  throw new Error(`${file} ended before it listened`);
}
