import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** Plays Wix byte for byte: answers each whole request with what it is told, HTTP or not, on connections that stay open. */
export class RawServer {
  origin = '';
  requests = 0;
  answer: string | Buffer = '';
  /** Whether an answer ends its connection. */
  closing = false;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => {
    this.#serve(socket);
  });

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    // A server that listens on a port has an address with a port.
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(socket: Socket): void {
    let unread = '';
    this.#sockets.add(socket);
    // The other side may hang up in the middle of an answer.
    socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      unread += chunk.toString('latin1');
      const header = /^.*?\r\n\r\n/s.exec(unread)?.[0];
      if (header === undefined) return;
      const length = Number(/content-length: (\d+)/i.exec(header)?.[1] ?? 0);
      if (unread.length < header.length + length) return;
      unread = '';
      this.requests += 1;
      socket.write(this.answer);
      if (this.closing) socket.end();
    });
  }
}
