import type { FastifyInstance, onResponseHookHandler } from 'fastify';
import type { Metrics } from './metrics';

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Times every answered request. Call before routes are added: each gets a hook that knows where its times go, as asking
 * Fastify for the template of a request's route builds an object of twelve fields.
 */
export function addRequestMetrics(fastify: FastifyInstance, metrics: Metrics): void {
  const timed = (route: string): onResponseHookHandler => {
    const times = new Map([...METHODS, OTHER].map((method) => [method, metrics.requestTimes.of(method, route)]));
    return (request, reply, done) => {
      const add = times.get(request.method) ?? times.get(OTHER);
      add?.(reply.statusCode, reply.elapsedTime / 1_000);
      done();
    };
  };
  const unmatched = timed('unmatched');
  fastify.addHook('onResponse', function (request, reply, done) {
    if (request.is404) unmatched.call(this, request, reply, done);
    else done();
  });
  fastify.addHook('onRoute', (route) => {
    const others = route.onResponse ?? [];
    route.onResponse = [...(Array.isArray(others) ? others : [others]), timed(route.url)];
  });
}

const OTHER = 'OTHER';
