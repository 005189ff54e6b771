import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { InstanceContext } from '../auth/instance-context';
import { describeCauses } from '../errors/error.description';

export interface RequestLogOptions {
  /** The instance and identity the request was authenticated as; `undefined` before or without that. */
  readonly instanceOf: (request: FastifyRequest) => InstanceContext | undefined;
  /** The `code` of the problem that was sent, if one was. */
  readonly errorCodeOf: (reply: FastifyReply) => string | undefined;
  /** Why it could not be served, unless that was logged before. */
  readonly failureOf: (reply: FastifyReply) => Error | undefined;
}

interface RequestFields {
  readonly method: string;
  readonly route: string | undefined;
  readonly instanceId: string | undefined;
  readonly identityType: string | undefined;
}

/** Levels at which lines of level `info` are written. */
const WITH_INFO: ReadonlySet<string> = new Set(['info', 'debug', 'trace']);

/**
 * Writes one line for each request that ends, through the request's own logger, which adds the request id: `info`, and
 * `error` from status 500 on, but for a health check that is answered with "not yet". Give Fastify `disableRequestLogging`,
 * and call this before routes are added.
 */
export function addRequestLog(
  fastify: FastifyInstance,
  { instanceOf, errorCodeOf, failureOf }: RequestLogOptions,
): void {
  // Collecting fields that pino then drops took a tenth of a warm request.
  const writesInfo = WITH_INFO.has(fastify.log.level);
  fastify.addHook('onResponse', (request, reply, done) => {
    const status = reply.statusCode;
    if (status < 500 && !writesInfo) {
      done();
      return;
    }
    const failure = failureOf(reply);
    const fields = {
      ...describe(request),
      status,
      durationMs: Math.round(reply.elapsedTime * 1_000) / 1_000,
      errorCode: errorCodeOf(reply),
      error: failure && describeCauses(failure),
    };
    const isProbe = fields.route?.startsWith('/health/') ?? false;
    if (status >= 500 && !isProbe) request.log.error(fields, 'request completed');
    else request.log.info(fields, 'request completed');
    done();
  });
  // The client left before its answer was out: to Fastify such a request never gets a response.
  fastify.addHook('onRequestAbort', (request, done) => {
    request.log.info(describe(request), 'request aborted');
    done();
  });

  function describe(request: FastifyRequest): RequestFields {
    const instance = instanceOf(request);
    return {
      method: request.method,
      // The template: a path may hold what nobody should read, and its ids keep lines from being grouped.
      route: request.is404 ? undefined : request.routeOptions.url,
      instanceId: instance?.instanceId,
      identityType: instance?.identity.type,
    };
  }
}
