import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpLimits } from '../../../src/http/http-limits';
import { type Harness, startHarness } from './http.harness';

/** More than the system holds for a connection that nobody reads. */
const ANSWER = Buffer.alloc(32 * 1024 * 1024, 'x');
const LIMITS: Partial<HttpLimits> = { timeoutCheckMs: 20, unreadBytes: 10 * ANSWER.length };
/** A tenth of a second for an answer; a minute for one. */
const SHORT: Partial<HttpLimits> = { ...LIMITS, unreadGraceMs: 100, readBytesPerSecond: 1e12 };
const LONG: Partial<HttpLimits> = { ...LIMITS, unreadGraceMs: 0, readBytesPerSecond: ANSWER.length / 60 };

describe('a client that does not read its answer', () => {
  let harness: Harness;
  let clients: Socket[];

  const start = async (limits: Partial<HttpLimits>): Promise<void> => {
    harness = await startHarness({
      limits,
      beforeInit: (app) => {
        app
          .getHttpAdapter()
          .getInstance()
          .get('/large', (_request, reply) => reply.send(ANSWER));
      },
    });
  };

  /** Asks for the answer, and reads nothing. */
  const ask = async (): Promise<{ readonly client: Socket; readonly server: Socket }> => {
    const accepted = once(harness.app.getHttpServer(), 'connection');
    const client = connect(harness.port, '127.0.0.1').on('error', () => undefined);
    clients.push(client);
    // `once` gives any; Node documents that it is the socket.
    const [server] = (await accepted) as [Socket];
    client.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n');
    while (server.writableLength === 0) await wait(5);
    return { client, server };
  };

  const readWhole = async (client: Socket): Promise<number> => {
    let bytes = 0;
    const count = (chunk: Buffer): void => {
      bytes += chunk.length;
    };
    client.on('data', count).resume();
    while (bytes < ANSWER.length && !client.destroyed) await wait(5);
    client.off('data', count).pause();
    return bytes;
  };

  beforeEach(() => {
    clients = [];
  });

  afterEach(async () => {
    for (const client of clients) client.destroy();
    await harness.close();
  });

  it('is dropped, and what it has not read with it', async () => {
    await start(SHORT);
    const { server } = await ask();
    await once(server, 'close');
    expect(server.writableLength).toBe(0);
  });

  it('is dropped when it reads byte by byte, too', async () => {
    await start(SHORT);
    const { client, server } = await ask();
    const sips = setInterval(() => void client.read(1), 5);
    await once(server, 'close');
    clearInterval(sips);
  });

  it('has the longer for it the larger the answer is', async () => {
    await start(LONG);
    const { client, server } = await ask();
    await wait(300);
    expect(server.destroyed).toBe(false);
    expect(await readWhole(client)).toBeGreaterThanOrEqual(ANSWER.length);
  });

  it('has its time anew for each answer of a connection', async () => {
    await start({ ...SHORT, unreadGraceMs: 1_500 });
    const { client, server } = await ask();
    for (let answers = 0; answers < 4; answers += 1) {
      await wait(500);
      // What is on its way is read, and the next answer waits at once.
      client.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n');
      await readWhole(client);
    }
    expect(server.destroyed).toBe(false);
  });

  it('makes room when all of them together hold too much, who has waited longest first', async () => {
    await start({ ...LONG, unreadBytes: 2.5 * ANSWER.length });
    const first = await ask();
    const second = await ask();
    await wait(100);
    expect(first.server.destroyed).toBe(false);

    const third = await ask();
    await once(first.server, 'close');
    for (const { client } of [second, third]) expect(await readWhole(client)).toBeGreaterThanOrEqual(ANSWER.length);
    expect([second.server.destroyed, third.server.destroyed]).toEqual([false, false]);
  });
});
