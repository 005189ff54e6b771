import { Pool } from 'undici';
import { exchange } from '../../../src/wix/exchange';
import { errorOf } from './expect-no-leak';
import { json, LoopbackServer } from './loopback-server';
import type { Respond } from './loopback-server';

describe('exchange', () => {
  let wix: LoopbackServer;
  let pool: Pool;

  beforeEach(async () => {
    wix = await new LoopbackServer().start();
    pool = new Pool(wix.origin, { connections: 1, pipelining: 1 });
  });

  afterEach(async () => {
    await wix.stop();
    await pool.destroy();
  });

  const send = (path: string, deadlineMs: number) =>
    exchange(pool, 'POST /things', { method: 'POST', path, body: '{}' }, deadlineMs);

  it('counts the wait for a connection, and never sends late what it gave up on', async () => {
    let answer = (): void => undefined;
    wix.respond = (...args: Parameters<Respond>) => {
      answer = () => {
        json(200, {})(...args);
      };
    };
    const first = send('/first', 5000);
    expect(await errorOf(send('/second', 50))).toMatchObject({ reason: 'timeout' });

    wix.respond = json(200, {});
    answer();
    await expect(first).resolves.toMatchObject({ status: 200 });
    await expect(send('/third', 5000)).resolves.toMatchObject({ status: 200 });

    expect(wix.received.map(({ url }) => url)).toEqual(['/first', '/third']);
  });

  it('hangs up on an answer that is late, so that the connection is no longer taken', async () => {
    wix.respond = () => undefined;
    expect(await errorOf(send('/hanging', 50))).toMatchObject({ reason: 'timeout' });

    wix.respond = json(200, {});
    await expect(send('/next', 2000)).resolves.toMatchObject({ status: 200 });
  });

  it('ignores what comes before the answer', async () => {
    wix.respond = (response, request) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      json(201, { final: true })(response, request);
    };
    const { status, headers, body } = await send('/things', 1000);
    expect(status).toBe(201);
    expect(headers).not.toHaveProperty('link');
    expect(body.toString()).toBe('{"final":true}');
  });

  it('names the request of Wix whose body broke off', async () => {
    wix.respond = (response) => {
      response.writeHead(200, { 'x-wix-request-id': 'id-1' }).flushHeaders();
    };
    expect(await errorOf(send('/things', 1_500))).toMatchObject({
      reason: 'timeout',
      requestId: 'id-1',
      message: 'POST /things: timeout (x-wix-request-id id-1)',
    });
  });

  describe('by a name', () => {
    type Lookup = (host: string, options: object, done: (error: Error | null, address: string) => void) => void;
    const ask = async (lookup: Lookup, connectMs: number) => {
      const named = new Pool('http://wix.invalid', { connect: { lookup, timeout: connectMs } });
      try {
        return await errorOf(exchange(named, 'GET /things', { method: 'GET', path: '/things' }, 3_000));
      } finally {
        await named.destroy();
      }
    };

    it.each(['ENOTFOUND', 'EAI_AGAIN'])('that gives %s never reaches Wix', async (code) => {
      const lookup: Lookup = (_host, _options, done) => {
        done(Object.assign(new Error(code), { code }), '');
      };
      expect(await ask(lookup, 3_000)).toMatchObject({ reason: 'unreachable' });
    });

    it.each([100, 60_000])(
      'that nobody resolves ends with the time, of %d ms for the connection',
      async (connectMs) => {
        expect(await ask(() => undefined, connectMs)).toMatchObject({ reason: 'timeout' });
      },
    );
  });

  it('leaves no timer behind', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    await send('/things', 60_000);
    const before = timers();
    await Promise.all(Array.from({ length: 10 }, () => send('/things', 60_000)));
    expect(timers()).toBeLessThanOrEqual(before);
  });
});
