import type { FastifyInstance } from 'fastify';
import { CodedError } from '../errors/coded.error';
import { turnEnd } from '../event-loop/turn-end';
import { writeProblem } from './problem.writer';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route asks nobody: to answer takes hardly longer than to refuse. */
    answersAtOnce?: true;
  }
}

/** How long one turn of the event loop may take in requests, in milliseconds: those past it would wait for too long. */
const LONGEST_TURN_MS = 40;

/** One for all: under overload the stack trace of each would be the dearest part of it. */
const OVERLOADED = new CodedError('overloaded', 'The gateway has more to do than it can. Try again shortly.', {
  retryAfterSeconds: 1,
});

/**
 * Turns requests away, before anything is done for them, when the process has more to do than time to do it (503
 * `overloaded`): whoever would wait for long hears so at once, and the others are still served. Routes that answer at
 * once are left alone, refusing them would save nothing, and so are health checks: a busy process must not be restarted
 * for it. Call after `compileRoutes`.
 *
 * @param now milliseconds on a clock that never goes back
 */
export function refuseOverload(fastify: FastifyInstance, now: () => number = () => performance.now()): void {
  let turnStartedAt: number | undefined;
  fastify.addHook('onRoute', (route) => {
    if (route.config?.answersAtOnce === true || route.url.startsWith('/health/')) return;
    const others = route.onRequest ?? [];
    route.onRequest = [
      (_request, reply, done) => {
        const time = now();
        if (turnStartedAt === undefined) {
          turnStartedAt = time;
          void turnEnd().then(() => (turnStartedAt = undefined));
        }
        if (time - turnStartedAt < LONGEST_TURN_MS) done();
        else writeProblem(reply, OVERLOADED);
      },
      ...(Array.isArray(others) ? others : [others]),
    ];
  });
}
