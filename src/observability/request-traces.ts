import {
  context,
  type Context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * A span for each request that reaches a route, around its handler, so that calls to Wix become its children; a `traceparent` of the caller's
 * (W3C Trace Context) is its parent. Attributes are few and closed: method, route template, status and problem code,
 * never a path, a query or an id of the caller's. Call before routes are added.
 *
 * @param errorCodeOf the `code` of the problem that was sent, if one was
 */
export function addRequestTraces(
  fastify: FastifyInstance,
  errorCodeOf: (reply: { readonly problemCode?: string }) => string | undefined,
): void {
  const tracer = trace.getTracer('liftgate');
  const contexts = new WeakMap<FastifyRequest, Context>();
  const spanOf = (request: FastifyRequest): Span | undefined => {
    const own = contexts.get(request);
    return own && trace.getSpan(own);
  };

  fastify.addHook('onRequest', (request, _reply, done) => {
    const caller = propagation.extract(ROOT_CONTEXT, request.headers);
    const { url: route } = request.routeOptions;
    const attributes = { 'http.request.method': request.method, 'http.route': route };
    const span = tracer.startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER, attributes }, caller);
    contexts.set(request, trace.setSpan(caller, span));
    done();
  });
  // Around the handler and not in the hook: what a hook enters is lost while a body is read.
  fastify.addHook('onRoute', (route) => {
    const { handler } = route;
    route.handler = function (request, reply) {
      return context.with(contexts.get(request) ?? ROOT_CONTEXT, () => handler.call(this, request, reply));
    };
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const span = spanOf(request);
    const errorCode = errorCodeOf(reply);
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (errorCode !== undefined) span?.setAttribute('error.type', errorCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
  fastify.addHook('onRequestAbort', (request, done) => {
    spanOf(request)?.setAttribute('error.type', 'aborted').end();
    done();
  });
}
