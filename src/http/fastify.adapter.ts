import { randomUUID } from 'node:crypto';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import type { AppConfig } from '../config/app-config';
import { answerBadTarget } from './bad-target';
import { addBodyParsers } from './body.parsers';
import { handleClientError } from './client-error.handler';
import { sessionCors } from './cookie-routes.hook';
import { CorsPolicy } from './cors.policy';
import { createEdgeHook } from './edge.hook';
import { DEFAULT_HTTP_LIMITS, type HttpLimits } from './http-limits';
import { createInTurnHook } from './in-turn.hook';
import { LeanFastifyAdapter } from './lean-fastify.adapter';
import { ResponseHeaders } from './response-headers';
import { SlowReaders } from './slow-readers';

/**
 * The HTTP server as Nest takes it: limits, request ids, body parsers, headers, and an answer of our own for whatever
 * fails before Nest is asked. Create the application with `bodyParser: false`.
 */
export function createFastifyAdapter(
  config: Pick<AppConfig, 'corsOrigins' | 'sessions' | 'trustedProxies'>,
  logger?: FastifyBaseLogger,
  limits: HttpLimits = DEFAULT_HTTP_LIMITS,
): FastifyAdapter {
  const cors = new CorsPolicy(config.corsOrigins, config.sessions?.origins);
  const headers = new ResponseHeaders(cors);
  const server = fastify({
    http: {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.timeoutCheckMs,
      maxHeaderSize: limits.headerBytes,
      // The edge hook asks for it, with an answer that has a body and a request id.
      requireHostHeader: false,
    },
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionTimeout: limits.idleSocketTimeoutMs,
    bodyLimit: limits.bodyBytes,
    routerOptions: {
      maxParamLength: limits.pathParameterCharacters,
      // One spelling per route: what is let in by path must not have a second one.
      ignoreTrailingSlash: false,
      ignoreDuplicateSlashes: false,
      caseSensitive: true,
    },
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    // Never the client's: it stands in the log and in the audit.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // While closing, a request on a connection that is already open is served; the connection ends with it.
    return503OnClosing: false,
    // Whoever observes requests writes one line each; Fastify would write two.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    ...(logger && { loggerInstance: logger }),
    clientErrorHandler: handleClientError,
    frameworkErrors: (error, request, reply) => {
      headers.apply(request, reply);
      answerBadTarget(error, request, reply);
    },
  });
  // Node would leave out all but the first thousand without a word, a second Authorization too. Their bytes are bounded.
  server.server.maxHeadersCount = 0;
  // Node answers an unknown Expect with an empty 417; RFC 9110 §10.1.1 lets a server ignore it.
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
  new SlowReaders(server.server, limits);
  server.addHook('onRequest', createInTurnHook(limits));
  server.addHook('onRequest', createEdgeHook(server, headers, cors));
  server.addHook('onRoute', sessionCors(cors));
  addBodyParsers(server);
  return new LeanFastifyAdapter(server);
}
