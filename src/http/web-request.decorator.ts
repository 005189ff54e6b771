import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CodedError } from '../errors/coded.error';

/** A name or an address, and a port: no path, and no user, which a `Request` does not take. */
const HOST = /^[\w.:[\]-]+$/;

/**
 * The request as the web's `Request` (Fetch Standard §5.4), for code written as an HTTP endpoint: `GET(request)`. What
 * such code returns, a `Response`, a handler may return as it is. The body is the bytes that came where the route has
 * `@RouteConfig({ rawBody: true })`, and otherwise the JSON that was parsed, written anew.
 *
 * @throws `invalid_request` (400) for a Host header field that names no host
 */
export const WebRequest = createParamDecorator((_: unknown, context: ExecutionContext): Request => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const { method, headers, body } = request;
  return new Request(urlOf(request), {
    method,
    headers: Object.entries(headers).flatMap(([name, values = []]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
    ...(method !== 'GET' && method !== 'HEAD' && body !== undefined && { body: bytesOf(body) }),
  });
});

function urlOf({ protocol, host, url }: FastifyRequest): string {
  const origin = `${protocol}://${host}`;
  // An absolute target (RFC 9112 §3.2.2) names an origin of its own, which is as little believed as elsewhere.
  const target = url.startsWith('/') ? origin + url : url;
  if (!HOST.test(host) || !URL.canParse(origin) || !URL.canParse(target)) {
    throw new CodedError('invalid_request', 'The Host header field names no host.');
  }
  const { pathname, search } = new URL(target);
  return origin + pathname + search;
}

function bytesOf(body: unknown): Uint8Array<ArrayBuffer> | string {
  return Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body);
}
