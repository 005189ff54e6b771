import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RecordingServer {
  /** Its origin, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly requests: RecordedRequest[];
  close(): Promise<void>;
}

/** Keeps what it receives and answers each request with its own URL. */
export function recorder(requests: RecordedRequest[]): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      response.setHeader('x-wix-request-id', 'recorded').end(url);
    });
  };
}

/** Listens on a free port of 127.0.0.1. */
export async function listen(server: Server, requests: RecordedRequest[] = []): Promise<RecordingServer> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a pipe name
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export function startRecordingServer(): Promise<RecordingServer> {
  const requests: RecordedRequest[] = [];
  return listen(createServer(recorder(requests)), requests);
}
