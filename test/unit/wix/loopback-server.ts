import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived, spelled as on the wire. */
export interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Respond = (response: ServerResponse, request: Received) => void;

/** Plays Wix on a free port of this machine: keeps what arrives, answers what it is told. */
export class LoopbackServer {
  readonly received: Received[] = [];
  origin = '';
  connections = 0;
  respond: Respond = json(200, {});
  readonly #server: Server;

  constructor() {
    // Longer than a test: an idle connection shall not be closed just as it is used again.
    this.#server = createServer(
      { keepAliveTimeout: 60_000 },
      (request, response) => void this.serve(request, response),
    );
    this.#server.on('connection', () => (this.connections += 1));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, resolve));
    // A server that listens on a port has an address with a port.
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  /** The JSON body of the nth request. */
  sent(index = 0): unknown {
    return JSON.parse(this.received[index]?.body ?? 'null');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const { method, url, headers } = request;
    const received = { method, url, headers, body: Buffer.concat(chunks).toString() };
    this.received.push(received);
    this.respond(response, received);
  }
}

export function text(status: number, body: string | Buffer, headers: Record<string, string | string[]> = {}): Respond {
  return (response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}

export function json(status: number, body: unknown, headers: Record<string, string | string[]> = {}): Respond {
  return text(status, JSON.stringify(body), headers);
}
