import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { CodedError } from '../errors/coded.error';
import { parseJsonBody } from './json-body.parser';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The handler gets the body's bytes as a Buffer, whatever its media type: `@RouteConfig({ rawBody: true })`. */
    rawBody?: boolean;
    /** In bytes, instead of the gateway's own limit. */
    bodyLimit?: number;
  }
  interface FastifyRequest {
    takesRawBody: boolean;
  }
}

const STRUCTURED_JSON = /^application\/[\w.!#$&^-]+\+json(?:;|$)/i;

/**
 * Lets JSON in and nothing else (`unsupported_media_type`), but for routes that say `rawBody`: these must see the bytes
 * that were signed. Call before any route is added, and create Nest with `bodyParser: false`.
 */
export function addBodyParsers(fastify: FastifyInstance): void {
  fastify.decorateRequest('takesRawBody', false);
  fastify.addHook('onRoute', readRouteConfig);
  fastify.removeAllContentTypeParsers();
  const asBuffer = { parseAs: 'buffer' } as const;
  fastify.addContentTypeParser(['application/json'], asBuffer, parseJson);
  fastify.addContentTypeParser(STRUCTURED_JSON, asBuffer, parseJson);
  fastify.addContentTypeParser('*', asBuffer, takeOrRefuse);
}

type Done = (error: Error | null, body?: unknown) => void;

function readRouteConfig(route: RouteOptions): void {
  const { rawBody, bodyLimit } = route.config ?? {};
  if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  if (rawBody !== true) return;
  const hooks = route.onRequest ?? [];
  route.onRequest = [
    (request, _reply, done) => {
      request.takesRawBody = true;
      // Without a media type Fastify asks the `*` parser, and does not judge one that is malformed.
      delete request.raw.headers['content-type'];
      done();
    },
    ...(Array.isArray(hooks) ? hooks : [hooks]),
  ];
}

function parseJson(request: FastifyRequest, body: Buffer, done: Done): void {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    done(new CodedError('unsupported_media_type', 'Send the body without a Content-Encoding.'));
    return;
  }
  let value: unknown;
  try {
    value = parseJsonBody(body);
  } catch (error) {
    done(error instanceof Error ? error : new Error('The JSON parser threw no error.'));
    return;
  }
  done(null, value);
}

function takeOrRefuse(request: FastifyRequest, body: Buffer, done: Done): void {
  if (request.takesRawBody) done(null, body);
  else done(new CodedError('unsupported_media_type', 'The body must be application/json.'));
}
