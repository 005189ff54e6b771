import { Duplex } from 'node:stream';
import type { EmbeddedPostgresThread } from './embedded-postgres.thread';

// Backend messages of the protocol 3.0: AuthenticationOk, then ReadyForQuery outside a transaction.
const WELCOME = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
const TERMINATE = 0x58;

/**
 * What `pg` takes for its socket: PostgreSQL's protocol with the thread at the other end. The start-up message is
 * answered here, for the one session is already logged in.
 */
export class EmbeddedPostgresConnection extends Duplex {
  #session: ReturnType<EmbeddedPostgresThread['connect']> | undefined;
  #welcomed = false;

  constructor(private readonly open: () => Promise<EmbeddedPostgresThread>) {
    super();
  }

  /** As a socket's: emits `connect` once the database is open. */
  connect(): this {
    this.open().then(
      (thread) => {
        if (this.destroyed) return;
        this.#session = thread.connect(
          (bytes) => this.push(bytes),
          () => this.destroy(new Error('The embedded database has ended.')),
        );
        this.emit('connect');
      },
      (error: unknown) =>
        this.destroy(error instanceof Error ? error : new Error('The embedded database did not open.')),
    );
    return this;
  }

  override _read(): void {
    // Answers are pushed as they come.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (!this.#welcomed) {
      this.#welcomed = true;
      this.push(WELCOME);
    } else if (chunk[0] === TERMINATE) {
      this.push(null);
    } else {
      this.#session?.send(chunk);
    }
    done();
  }

  /** The messages of one statement go over together. */
  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: () => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'binary', done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#session?.end();
    done(error);
  }

  // What else `pg` asks of a socket has no meaning between two threads.
  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
