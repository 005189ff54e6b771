import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Reply {
  readonly status: number;
  readonly body?: string;
  /** Never answers. */
  readonly silent?: boolean;
}

/** A backend that notes what it gets and answers as it is told. */
export class Receiver {
  readonly received: Received[] = [];
  /** The answer to the call with this index. */
  reply: (index: number) => Reply = () => ({ status: 200 });

  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A TCP server has an AddressInfo.
    const { port } = server.address() as AddressInfo;
    const receiver = new Receiver(`http://127.0.0.1:${port}`, server);
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        receiver.received.push({ url: request.url ?? '', headers: request.headers, body });
        const reply = receiver.reply(receiver.received.length - 1);
        if (reply.silent !== true) response.writeHead(reply.status).end(reply.body);
      });
    });
    return receiver;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Waits until `condition` holds; fails after four seconds. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it never came true');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
