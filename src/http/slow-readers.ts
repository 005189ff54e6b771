import type { Server, Socket } from 'node:net';
import type { HttpLimits } from './http-limits';

interface Unread {
  readonly bytes: number;
  /** What the connection had carried when this answer began to wait. */
  readonly carried: number;
  readonly looks: number;
}

/**
 * Drops clients that leave their answers unread, for those stay in memory meanwhile: who has had an answer's time, and
 * while all unread ones together are too much, who has waited longest. Node's own timeout is no bound: one byte now and
 * then keeps it off.
 *
 * It looks at the connections once in a while, so an answer that is read costs nothing. Looks are counted, not time: while
 * this process stands still, nobody can be blamed for it.
 */
export class SlowReaders {
  readonly #sockets = new Set<Socket>();
  /** In the order in which they began to wait. */
  readonly #unread = new Map<Socket, Unread>();

  constructor(
    server: Server,
    private readonly limits: Pick<
      HttpLimits,
      'timeoutCheckMs' | 'unreadGraceMs' | 'readBytesPerSecond' | 'unreadBytes'
    >,
  ) {
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => {
        this.#sockets.delete(socket);
        this.#unread.delete(socket);
      });
    });
    server.once('listening', () => {
      const looking = setInterval(() => {
        this.#look();
      }, limits.timeoutCheckMs).unref();
      server.once('close', () => {
        clearInterval(looking);
      });
    });
  }

  #look(): void {
    for (const socket of this.#sockets) this.#count(socket);
    // What was not there at the last look is on its way, not waiting.
    const waiting = [...this.#unread].filter(([, { looks }]) => looks > 0);
    let total = waiting.reduce((sum, [, { bytes }]) => sum + bytes, 0);
    for (const [socket, { bytes, looks }] of waiting) {
      if (total <= this.limits.unreadBytes && looks * this.limits.timeoutCheckMs <= this.#allowedMs(bytes)) continue;
      total -= bytes;
      socket.destroy();
    }
  }

  #count(socket: Socket): void {
    const bytes = socket.writableLength;
    const carried = socket.bytesWritten - bytes;
    const before = this.#unread.get(socket);
    const isSame = bytes > 0 && before?.carried === carried;
    if (!isSame) this.#unread.delete(socket);
    if (bytes > 0) this.#unread.set(socket, { bytes, carried, looks: isSame ? before.looks + 1 : 0 });
  }

  #allowedMs(bytes: number): number {
    return this.limits.unreadGraceMs + (bytes / this.limits.readBytesPerSecond) * 1_000;
  }
}
