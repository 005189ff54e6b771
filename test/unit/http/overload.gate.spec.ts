import { setImmediate as nextTurn } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { refuseOverload } from '../../../src/http/overload.gate';

describe('refuseOverload', () => {
  let now: number;
  let server: FastifyInstance;

  beforeEach(() => {
    now = 1_000;
    server = fastify();
    refuseOverload(server, () => now);
    // As much as a request may take of a turn.
    const slow = () => {
      now += 30;
      return {};
    };
    server.get('/v1/slow', slow);
    server.get('/v1/quick', { config: { answersAtOnce: true } }, slow);
    server.get('/health/live', slow);
  });

  afterEach(() => server.close());

  /** In one turn of the event loop, as requests of many connections are. */
  const together = async (...paths: string[]) => {
    const answers = await Promise.all(paths.map((path) => server.inject(path)));
    await nextTurn();
    return answers.map(({ statusCode }) => statusCode);
  };

  it('turns away what a turn has no more time for, with 503 and a time to come back', async () => {
    const answers = await Promise.all(['/v1/slow', '/v1/slow', '/v1/slow'].map((path) => server.inject(path)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 503]);
    expect(answers[2]?.headers['retry-after']).toBe('1');
    expect(answers[2]?.json()).toMatchObject({ code: 'overloaded', status: 503 });
  });

  it('lets everybody in again in the next turn', async () => {
    expect(await together('/v1/slow', '/v1/slow', '/v1/slow')).toEqual([200, 200, 503]);
    expect(await together('/v1/slow', '/v1/slow')).toEqual([200, 200]);
  });

  it('does not count the time in which nothing came', async () => {
    await together('/v1/slow');
    now += 10_000;
    expect(await together('/v1/slow')).toEqual([200]);
  });

  it('leaves alone routes that answer at once, and health checks', async () => {
    const paths = ['/v1/slow', '/v1/slow', '/v1/quick', '/health/live', '/v1/slow'];
    expect(await together(...paths)).toEqual([200, 200, 200, 200, 503]);
  });
});
