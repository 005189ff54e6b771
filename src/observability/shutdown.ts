import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { HealthRegistry } from './health.registry';

/** In milliseconds; together under the ten seconds in which the process must be gone. */
export interface DrainOptions {
  /** How long connections are still accepted, so that load balancers and keep-alive clients notice. */
  readonly acceptMs: number;
  /** How long, after that, requests may take to finish before their connections are cut. */
  readonly finishMs: number;
  /** How long, after that, components may take to close. */
  readonly closeMs: number;
}

const DEFAULTS: DrainOptions = { acceptMs: 1_000, finishMs: 6_000, closeMs: 2_000 };
const SWEEP_MS = 50;
/** A connection that was just accepted may have its request still on the way. */
const SILENCE_MS = 500;

/**
 * Ends an application without failing a request. Nest's own shutdown hooks either wait for keep-alive connections until
 * somebody kills the process, or reset connections that are in use.
 *
 * Only a client that was told `Connection: close` (RFC 9112 §9.6) surely sends nothing more on a connection. So the
 * listener first goes on serving while every answer says so, and closes when the connections in use have been renewed.
 */
export class Shutdown {
  readonly #sockets = new Set<Socket>();

  /** Construct before routes are added: it adds a hook. */
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly health: HealthRegistry,
    private readonly options: DrainOptions = DEFAULTS,
  ) {
    const fastify = app.getHttpAdapter().getInstance();
    fastify.addHook('onSend', (_request, reply, payload, done) => {
      if (health.draining) void reply.header('connection', 'close');
      done(null, payload);
    });
    fastify.server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /**
   * Fails readiness, serves on for a moment, closes the listener, waits for the requests in flight, then closes the
   * application. Call once. Throws when a component does not close in time; the process may exit all the same.
   */
  async drain(): Promise<void> {
    this.health.drain();
    if (this.app.getHttpServer().listening) {
      await wait(this.options.acceptMs);
      await this.#closeListener();
    }
    await within(this.options.closeMs, this.app.close());
  }

  async #closeListener(): Promise<void> {
    const server = this.app.getHttpServer();
    // Right after a turn of the event loop nothing that has arrived is left unaccepted or unread, and so reset.
    await nextTurn();
    const closed = once(server, 'close');
    server.close();
    const start = performance.now();
    const sweep = setInterval(() => {
      const elapsed = performance.now() - start;
      if (elapsed >= this.options.finishMs) server.closeAllConnections();
      // An answer that began before the drain may have left its connection open.
      else server.closeIdleConnections();
      // Opened ahead of need and never used: to Node these are not idle.
      if (elapsed >= SILENCE_MS) for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.destroy();
    }, SWEEP_MS);
    await closed.finally(() => {
      clearInterval(sweep);
    });
  }
}

async function within(ms: number, closing: Promise<void>): Promise<void> {
  const late = new AbortController();
  const timeout = wait(ms, undefined, { signal: late.signal }).then(() => {
    throw new Error(`The application did not close within ${ms} ms; a component's shutdown hook hangs.`);
  });
  try {
    await Promise.race([closing, timeout]);
  } finally {
    timeout.catch(() => undefined);
    late.abort();
  }
}
