import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { CodedError } from '../errors/coded.error';
import { allowedMethods } from './allowed-methods';
import { answerBadTarget } from './bad-target';
import { type CorsPolicy, isPreflight } from './cors.policy';
import { isNeedlesslyEncoded } from './path-spelling';
import { writeProblem } from './problem.writer';
import type { ResponseHeaders } from './response-headers';

/**
 * The first hook of every request: sets the headers that all answers share, and answers itself what reaches no route,
 * before a body is read: preflights (without a token), OPTIONS, unknown paths, and methods that a path does not have.
 */
export function createEdgeHook(
  fastify: FastifyInstance,
  headers: ResponseHeaders,
  cors: CorsPolicy,
): onRequestHookHandler {
  return (request, reply, done) => {
    headers.apply(request, reply);
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1') {
      // Node would refuse it too, but with an empty answer.
      writeProblem(reply, new CodedError('invalid_request', 'An HTTP/1.1 request needs a Host header field.'));
    } else if (hasTwoHosts(request.raw.rawHeaders)) {
      writeProblem(reply, new CodedError('invalid_request', 'A request has one Host header field.'));
    } else if (!isPathOrUrl(request.url) || (isNeedlesslyEncoded(request.url) && !takesAnyPath(request))) {
      answerBadTarget(new CodedError('not_found', 'There is nothing here.'), request, reply);
    } else if (request.is404 || isPreflight(request)) {
      answerUnrouted(fastify, cors, request, reply);
    } else {
      done();
    }
  };
}

/** Of two, Node silently takes the first, and a proxy before the gateway perhaps the other (RFC 9112 §3.2). */
function hasTwoHosts(rawHeaders: readonly string[]): boolean {
  let found = false;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length !== 4 || name.toLowerCase() !== 'host') continue;
    if (found) return true;
    found = true;
  }
  return false;
}

/**
 * Whether the request target is a path or an absolute URL with one (RFC 9112 §3.2). Node lets others in, and the router
 * takes the first character of `*v1/identity` for a slash, all of `http://x?` for a host, and what follows a `#` for a
 * query: second spellings of every route, which no rule by path would see.
 */
function isPathOrUrl(target: string): boolean {
  if (target.includes('#')) return false;
  return target.startsWith('/') || /^https?:\/\/[^/?]+\//i.test(target);
}

/** What Wix calls below a wildcard it may spell as it likes. */
function takesAnyPath({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.endsWith('*') ?? false;
}

function answerUnrouted(
  fastify: FastifyInstance,
  cors: CorsPolicy,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const methods = allowedMethods(fastify, request.url);
  if (methods.length === 0) {
    writeProblem(reply, new CodedError('not_found', 'There is nothing here.'));
    return;
  }
  void reply.header('allow', methods.join(', '));
  if (request.method !== 'OPTIONS') {
    writeProblem(reply, new CodedError('method_not_allowed', 'This path answers to the methods in Allow.'));
    return;
  }
  if (isPreflight(request)) cors.applyPreflight(request, reply, methods);
  void reply.code(204).send();
}
