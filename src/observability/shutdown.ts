import { once } from 'node:events';
import { Server, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { HealthRegistry } from './health.registry';

/** In milliseconds; all but `idleMs` together stay under the ten seconds in which the process must be gone. */
export interface DrainOptions {
  /** How long connections are still accepted, so that load balancers see that readiness fails. */
  readonly acceptMs: number;
  /** How long, after that, the connections that wait to be accepted may take; new ones may come for ever. */
  readonly backlogMs: number;
  /** How long, after the listener closed, a connection that is open and idle may wait for its next request. */
  readonly idleMs: number;
  /** How long, after the listener closed, requests may take before their connections are cut. */
  readonly finishMs: number;
  /** How long, after that, components may take to close. */
  readonly closeMs: number;
}

const DEFAULTS: DrainOptions = { acceptMs: 1_000, backlogMs: 1_500, idleMs: 2_000, finishMs: 5_000, closeMs: 2_000 };
const SWEEP_MS = 50;

/**
 * Ends an application without failing a request. Nest's own shutdown hooks either wait for keep-alive connections until
 * somebody kills the process, or reset connections that are in use.
 *
 * Only a client that was told `Connection: close` (RFC 9112 §9.6) surely sends nothing more on a connection, so each open
 * connection is answered once more with it. That begins after the listener has closed: clients that are sent away while
 * it accepts come back at once, and the system resets what waits to be accepted when a listener closes.
 */
export class Shutdown {
  readonly #sockets = new Set<Socket>();
  #accepted = 0;
  #sendingAway = false;

  /**
   * Construct before routes are added: it adds a hook.
   * @param rest is called after the last request, before components close: nobody shall wait for what is only starting
   */
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly health: HealthRegistry,
    private readonly rest: () => void,
    private readonly options: DrainOptions = DEFAULTS,
  ) {
    const fastify = app.getHttpAdapter().getInstance();
    fastify.addHook('onSend', (_request, reply, payload, done) => {
      if (this.#sendingAway) void reply.header('connection', 'close');
      done(null, payload);
    });
    fastify.server.on('connection', (socket: Socket) => {
      this.#accepted += 1;
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
    this.rest();
    await within(this.options.closeMs, this.app.close());
  }

  async #closeListener(): Promise<void> {
    const server = this.app.getHttpServer();
    await this.#emptyBacklog();
    this.#sendingAway = true;
    const closed = once(server, 'close');
    // Not the HTTP server's own `close`, which at once destroys idle connections, with requests that are on their way.
    Server.prototype.close.call(server);
    for (const socket of this.#sockets) socket.resume();
    const start = performance.now();
    const sweep = setInterval(() => {
      const elapsed = performance.now() - start;
      if (elapsed >= this.options.finishMs) server.closeAllConnections();
      // A turn later, as a process that was held up has not yet read what came meanwhile.
      else if (elapsed >= this.options.idleMs)
        void nextTurn().then(() => {
          this.#closeIdle();
        });
    }, SWEEP_MS);
    await closed.finally(() => {
      clearInterval(sweep);
    });
  }

  /**
   * Connections that the system has made but the process has not accepted are reset when the listener closes. A turn of
   * the event loop accepts one of them, so turns pass until one accepts none, and nothing is read that would make them
   * long. What is left is the instant between that turn and the closing. Leaves all connections paused.
   */
  async #emptyBacklog(): Promise<void> {
    const end = performance.now() + this.options.backlogMs;
    let before: number;
    do {
      before = this.#accepted;
      for (const socket of this.#sockets) socket.pause();
      await nextTurn();
    } while (this.#accepted !== before && performance.now() < end);
  }

  #closeIdle(): void {
    // To Node a connection is idle once its answer is written, though the client may still be reading it.
    for (const socket of this.#sockets) if (socket.writableLength > 0) return;
    this.app.getHttpServer().closeIdleConnections();
    // Opened ahead of need and never used: to Node these are not idle.
    for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.destroy();
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
