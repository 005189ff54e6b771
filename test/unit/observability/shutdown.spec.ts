import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { HealthController } from '../../../src/observability/health.controller';
import { HealthRegistry } from '../../../src/observability/health.registry';
import { type DrainOptions, Shutdown } from '../../../src/observability/shutdown';
import { KeepAliveClient } from './keep-alive.client';

const KEEP_ALIVE_MS = 30_000;
/** More than the system holds for a connection that nobody reads. */
const LARGE = Buffer.alloc(32 * 1024 * 1024, 'x');

/** Nothing else runs in the process meanwhile. */
function holdUp(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('Shutdown', () => {
  let app: NestFastifyApplication;
  let port: number;
  let shutdown: Shutdown;
  let client: KeepAliveClient;
  let release: () => void;
  let onDestroy: () => Promise<void> | undefined;
  let onRest: () => void;
  let sockets: Socket[];

  const start = async (options: DrainOptions): Promise<void> => {
    const health = new HealthRegistry();
    const module = await Test.createTestingModule({
      controllers: [HealthController],
      providers: [
        { provide: HealthRegistry, useValue: health },
        { provide: 'component', useValue: { onModuleDestroy: () => onDestroy() } },
      ],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(
      new FastifyAdapter({ keepAliveTimeout: KEEP_ALIVE_MS, return503OnClosing: false }),
    );
    app.useLogger(false);
    const rest = () => {
      onRest();
    };
    shutdown = new Shutdown(app, health, rest, options);
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const fastify = app.getHttpAdapter().getInstance();
    fastify.get('/quick', () => ({}));
    fastify.get('/large', (_request, reply) => reply.send(LARGE));
    fastify.get('/busy', () => {
      holdUp(5);
      return {};
    });
    fastify.get('/slow', () => released.then(() => ({})));
    fastify.get('/streamed', (_request, reply) => {
      const body = new Readable({ read: () => undefined });
      body.push('begun');
      void released.then(() => body.push(null));
      return reply.send(body);
    });
    await app.listen(0, '127.0.0.1');
    port = fastify.addresses()[0]?.port ?? 0;
    client = new KeepAliveClient(port);
  };

  const open = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined).resume();
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  };

  beforeEach(() => {
    sockets = [];
    onRest = () => undefined;
    onDestroy = () => undefined;
  });

  afterEach(async () => {
    release();
    client.close();
    for (const socket of sockets) socket.destroy();
    onDestroy = () => undefined;
    await app.close();
  });

  it('fails readiness first, and serves new connections meanwhile', async () => {
    await start({ acceptMs: 200, backlogMs: 4_000, idleMs: 100, finishMs: 2_000, closeMs: 1_000 });
    expect((await client.get('/health/ready')).status).toBe(200);

    const drained = shutdown.drain();
    const newcomer = new KeepAliveClient(port);
    expect((await newcomer.get('/health/ready')).status).toBe(503);
    expect((await newcomer.get('/quick')).status).toBe(200);
    newcomer.close();
    await drained;

    await expect(new KeepAliveClient(port).get('/quick')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.each([
    ['/quick', 200],
    ['/unknown', 404],
    ['/health/ready', 503],
  ])('answers %s once more on an open connection, and closes it', async (path, status) => {
    await start({ acceptMs: 20, backlogMs: 4_000, idleMs: 1_000, finishMs: 2_000, closeMs: 1_000 });
    expect((await client.get('/quick')).connection).toBe('keep-alive');

    const drained = shutdown.drain();
    while (app.getHttpServer().listening) await wait(5);
    expect(await client.get(path)).toEqual({ status, connection: 'close' });
    await drained;
  });

  it('finishes a request that outlasts the listener, and closes its connection', async () => {
    await start({ acceptMs: 20, backlogMs: 4_000, idleMs: 20, finishMs: 2_000, closeMs: 1_000 });
    const slow = client.get('/slow');
    await once(app.getHttpServer(), 'request');
    const drained = shutdown.drain();
    await wait(150);
    expect(app.getHttpServer().listening).toBe(false);
    release();

    expect(await slow).toEqual({ status: 200, connection: 'close' });
    await drained;
  });

  it('closes the connection of an answer that had begun before', async () => {
    await start({ acceptMs: 20, backlogMs: 4_000, idleMs: 20, finishMs: 2_000, closeMs: 1_000 });
    const socket = await open();
    socket.write('GET /streamed HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'data');
    const drained = shutdown.drain();
    await wait(100);
    release();

    await Promise.all([drained, once(socket, 'close')]);
  });

  it('waits neither for idle connections nor for unused ones', async () => {
    await start({ acceptMs: 20, backlogMs: 4_000, idleMs: 50, finishMs: 30_000, closeMs: 1_000 });
    await client.get('/quick');
    const unused = await open();

    await Promise.all([shutdown.drain(), once(unused, 'close')]);
  });

  it('lets an answer that is out of its hands, but not yet read, be read to its end', async () => {
    await start({ acceptMs: 20, backlogMs: 4_000, idleMs: 50, finishMs: 30_000, closeMs: 1_000 });
    const socket = await open();
    socket.pause().write('GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(app.getHttpServer(), 'request');
    const drained = shutdown.drain();
    await wait(400);
    let bytes = 0;
    socket.on('data', (chunk: Buffer) => (bytes += chunk.length)).resume();
    await Promise.all([drained, once(socket, 'close')]);

    expect(bytes).toBeGreaterThan(LARGE.length);
  });

  it('cuts what does not finish in time', async () => {
    await start({ acceptMs: 20, backlogMs: 4_000, idleMs: 20, finishMs: 100, closeMs: 1_000 });
    const slow = client.get('/slow').catch((error: unknown) => error);
    await once(app.getHttpServer(), 'request');
    await shutdown.drain();

    expect(await slow).toMatchObject({ code: 'ECONNRESET' });
  });

  it('closes the application after the last request, and says when a component hangs', async () => {
    await start({ acceptMs: 20, backlogMs: 4_000, idleMs: 20, finishMs: 2_000, closeMs: 50 });
    const events: string[] = [];
    onRest = () => {
      events.push('rests');
    };
    onDestroy = () => {
      events.push('component closed');
      return new Promise(() => undefined);
    };
    app.getHttpServer().once('request', (_request, response) => {
      response.once('finish', () => events.push('answered'));
    });
    const slow = client.get('/slow');
    await once(app.getHttpServer(), 'request');
    const drained = shutdown.drain();
    await wait(100);
    release();

    await expect(drained).rejects.toThrow('did not close within 50 ms');
    await slow;
    expect(events).toEqual(['answered', 'rests', 'component closed']);
  });

  it('serves the connections that wait to be accepted when the listener is about to close', async () => {
    await start({ acceptMs: 50, backlogMs: 4_000, idleMs: 1_000, finishMs: 2_000, closeMs: 1_000 });
    const drained = shutdown.drain();
    const waiting = Array.from({ length: 100 }, () => new KeepAliveClient(port));
    const answers = Promise.allSettled(waiting.map((waiter) => waiter.get('/quick')));
    // The connections are made by the system now; the process is held up until it is time to close.
    await new Promise(process.nextTick);
    holdUp(100);

    const results = await answers;
    await drained;
    for (const waiter of waiting) waiter.close();
    const served = results.filter((result) => result.status === 'fulfilled' && result.value.status === 200);
    expect(served).toHaveLength(100);
  });

  it('serves them although the open connections leave it no time to accept', async () => {
    await start({ acceptMs: 50, backlogMs: 1_000, idleMs: 1_000, finishMs: 4_000, closeMs: 1_000 });
    const visitors = Array.from({ length: 30 }, () => new KeepAliveClient(port));
    const visits = visitors.map(async (visitor) => {
      while ((await visitor.get('/busy')).connection !== 'close');
    });
    const drained = shutdown.drain();
    const waiting = Array.from({ length: 100 }, () => new KeepAliveClient(port));
    const answers = await Promise.allSettled(waiting.map((waiter) => waiter.get('/quick')));

    await Promise.all([drained, ...visits]);
    for (const each of [...waiting, ...visitors]) each.close();
    expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
  });

  it('closes the listener although new connections keep coming', async () => {
    await start({ acceptMs: 20, backlogMs: 100, idleMs: 20, finishMs: 2_000, closeMs: 1_000 });
    let coming = true;
    const knock = async (): Promise<void> => {
      while (coming) {
        const socket = connect(port, '127.0.0.1').on('error', () => undefined);
        await new Promise(setImmediate);
        socket.destroy();
      }
    };
    const knocking = knock();
    await shutdown.drain();
    coming = false;
    await knocking;

    expect(app.getHttpServer().listening).toBe(false);
  });

  it('fails no request under keep-alive load', async () => {
    await start({ acceptMs: 100, backlogMs: 4_000, idleMs: 300, finishMs: 2_000, closeMs: 1_000 });
    const failures: unknown[] = [];
    let served = 0;
    const visit = async (): Promise<void> => {
      const visitor = new KeepAliveClient(port);
      try {
        for (;;) {
          const { status } = await visitor.get('/quick');
          if (status === 200) served += 1;
          else failures.push(status);
        }
      } catch (error) {
        // Refused is how a new connection learns that the listener has closed; all else is a lost request.
        if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') failures.push(error);
      } finally {
        visitor.close();
      }
    };
    const visits = Promise.all(Array.from({ length: 30 }, visit));
    // Each connection has been used, and used again.
    while (served < 60) await wait(5);
    const before = served;
    await shutdown.drain();
    await visits;

    expect(failures).toEqual([]);
    expect(served).toBeGreaterThan(before);
  });
});
