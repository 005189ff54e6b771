import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

interface Answer {
  readonly connection: number;
  readonly bytes: Uint8Array;
}

const CLOSE_MS = 5_000;

/** The thread that holds the embedded database. It takes and gives bytes of PostgreSQL's protocol. */
export class EmbeddedPostgresThread {
  readonly #receivers = new Map<number, { readonly receive: (bytes: Uint8Array) => void; readonly lost: () => void }>();
  #connections = 0;

  private constructor(private readonly worker: Worker) {
    worker.on('message', ({ connection, bytes }: Answer) => this.#receivers.get(connection)?.receive(bytes));
    worker.once('exit', () => {
      for (const { lost } of this.#receivers.values()) lost();
    });
  }

  /**
   * @param dataDir a folder that this process owns, or `memory://`
   * @param signal gives up: what a folder has by then is like after a `kill -9`, which it survives at any moment
   */
  static async start(dataDir: string, onExit: () => void, signal: AbortSignal): Promise<EmbeddedPostgresThread> {
    // A file of its own and plain JavaScript: a thread starts from a file, and in tests there is no build.
    const worker = new Worker(join(__dirname, 'embedded-postgres.worker.mjs'), { workerData: { dataDir } });
    worker.once('exit', onExit);
    const opened = new AbortController();
    signal.addEventListener('abort', () => void worker.terminate(), { signal: opened.signal });
    // `once` rejects on an error event, which a thread that throws emits before it exits.
    await Promise.race([
      once(worker, 'message', { signal: opened.signal }),
      once(worker, 'exit', { signal: opened.signal }).then(() => {
        throw new Error('The embedded database ended while it was starting.');
      }),
    ]).finally(() => {
      opened.abort();
    });
    worker.on('error', () => undefined);
    return new EmbeddedPostgresThread(worker);
  }

  /** A new connection: what it sends is answered to `receive`, and `lost` tells that the thread has ended. */
  connect(receive: (bytes: Uint8Array) => void, lost: () => void) {
    const connection = ++this.#connections;
    this.#receivers.set(connection, { receive, lost });
    return {
      send: (bytes: Uint8Array): void => {
        this.worker.postMessage({ connection, bytes });
      },
      end: (): void => {
        this.#receivers.delete(connection);
      },
    };
  }

  /** Writes everything to disk and ends the thread. */
  async close(): Promise<void> {
    this.worker.postMessage('close');
    const late = new AbortController();
    const exit = once(this.worker, 'exit', { signal: late.signal }).catch(() => undefined);
    const timer = setTimeout(() => {
      late.abort();
    }, CLOSE_MS);
    await exit;
    clearTimeout(timer);
    await this.worker.terminate();
  }
}
