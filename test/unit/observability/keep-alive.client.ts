import { Agent, request } from 'node:http';

interface Answer {
  readonly status: number;
  readonly connection: string | undefined;
}

/** A browser-like client: one kept-alive connection, used again until an answer closes it. */
export class KeepAliveClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly port: number) {}

  get(path: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port: this.port, path, agent: this.#agent }, (response) => {
        response.resume().on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, connection: response.headers.connection });
        });
      })
        .on('error', reject)
        .end();
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
