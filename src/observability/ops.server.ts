import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { AppConfig } from '../config/app-config';
import { ListenError } from '../errors/listen.error';
import type { HealthRegistry } from './health.registry';
import type { Metrics } from './metrics';

/** A listener apart from the public one: `GET /metrics` in Prometheus's text format, `GET /health` in detail. */
export class OpsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #rendering: Promise<string> | undefined;

  constructor(
    private readonly config: Pick<AppConfig, 'ops'>,
    private readonly metrics: Metrics,
    private readonly health: HealthRegistry,
    private readonly version: string,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { host, port } = this.config.ops;
    this.#server.listen(port, host);
    try {
      await once(this.#server, 'listening');
    } catch (error) {
      throw new ListenError('The ops listener', this.config.ops, 'OPS_', error);
    }
  }

  /** Nest calls this after the public listener has closed, so a drain can be watched to its end. */
  async onApplicationShutdown(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** The port that was bound, which is another than configured when that is 0; `undefined` while closed. */
  get port(): number | undefined {
    // A string only for a pipe, which is never listened on here.
    return (this.#server.address() as AddressInfo | null)?.port;
  }

  /** One for all who ask meanwhile: it takes the public listener's time, a second and more for a thousand. */
  #render(): Promise<string> {
    this.#rendering ??= this.metrics.render().finally(() => {
      this.#rendering = undefined;
    });
    return this.#rendering;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?', 1)[0];
    try {
      if (request.method === 'GET' && path === '/metrics') {
        send(response, 200, this.metrics.contentType, await this.#render());
      } else if (request.method === 'GET' && path === '/health') {
        const report = await this.health.report();
        const body = { ...report, uptimeSeconds: Math.floor(process.uptime()), version: this.version };
        send(response, report.status === 'unavailable' ? 503 : 200, 'application/json', JSON.stringify(body));
      } else {
        send(response, 404, 'text/plain', 'Only GET /metrics and GET /health are here.\n');
      }
    } catch {
      send(response, 500, 'text/plain', 'The metrics or the health could not be collected.\n');
    }
  }
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body);
}
