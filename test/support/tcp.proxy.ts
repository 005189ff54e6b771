import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between the gateway and a server, and plays its faults. */
export class TcpProxy {
  readonly #sockets = new Set<Socket>();
  #mode: 'open' | 'silent' | 'down' = 'open';
  #answerMs = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (socket) => {
      this.#accept(socket);
    });
  }

  static async to(target: URL): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, target);
  }

  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy is closed');
    return address.port;
  }

  /** Forwards again; what was open while it did not stays broken. */
  restore(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#mode = 'open';
  }

  /** Cuts every connection, and every new one at once. */
  goDown(): void {
    this.#mode = 'down';
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Keeps connections open, accepts new ones, and lets nothing through. */
  goSilent(): void {
    this.#mode = 'silent';
  }

  /** Lets every answer of the server come so much later; 0 is none. */
  answerAfter(ms: number): void {
    this.#answerMs = ms;
  }

  async close(): Promise<void> {
    this.goDown();
    this.server.close();
    await once(this.server, 'close');
  }

  #accept(client: Socket): void {
    if (this.#mode === 'down') {
      client.destroy();
      return;
    }
    const server = connect(Number(this.target.port), this.target.hostname);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (chunk) => {
        if (this.#mode !== 'open') return;
        if (from === client || this.#answerMs === 0) to.write(chunk);
        else setTimeout(() => to.write(chunk), this.#answerMs);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}
