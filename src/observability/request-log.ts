import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { InstanceContext } from '../auth/instance-context';

export interface RequestLogOptions {
  /** The instance and identity the request was authenticated as; `undefined` before or without that. */
  readonly instanceOf: (request: FastifyRequest) => InstanceContext | undefined;
  /** The `code` of the problem that was sent, if one was. */
  readonly errorCodeOf: (reply: FastifyReply) => string | undefined;
}

/**
 * Writes one line for each request that ends, through the request's own logger, which adds the request id: `info`, and
 * `error` from status 500 on. A client that leaves before its answer leaves a line with `aborted`. Give Fastify
 * `disableRequestLogging`, and call this before routes are added.
 */
export function addRequestLog(fastify: FastifyInstance, { instanceOf, errorCodeOf }: RequestLogOptions): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const status = reply.statusCode;
    const fields = { ...describe(request, reply), status, errorCode: errorCodeOf(reply) };
    if (status >= 500) request.log.error(fields, 'request completed');
    else request.log.info(fields, 'request completed');
    done();
  });

  function describe(request: FastifyRequest, reply: FastifyReply): object {
    const instance = instanceOf(request);
    return {
      method: request.method,
      // The template: a path may hold what nobody should read, and its ids make lines hard to group.
      route: request.is404 ? undefined : request.routeOptions.url,
      durationMs: Math.round(reply.elapsedTime * 1_000) / 1_000,
      instanceId: instance?.instanceId,
      identityType: instance?.identity.type,
    };
  }
}
