import type { FastifyReply, FastifyRequest } from 'fastify';
import { isCookieRoute } from './cookie-routes';

/** What Wix's front-end clients and ours send; nothing else is let through, and nothing is echoed. */
const ALLOWED_HEADERS =
  'authorization, content-type, x-wix-linguist, x-wix-consistent, x-wix-bi-gateway, commonconfig, if-match, baggage, sentry-trace';
const EXPOSED_HEADERS = 'ETag, Retry-After, WWW-Authenticate, X-Request-Id, RateLimit, RateLimit-Policy';
/** Two hours, the longest that Chromium remembers. */
const MAX_AGE_SECONDS = '7200';
const CORS_HEADERS = ['access-control-allow-origin', 'access-control-expose-headers'];

/**
 * Which other origins may read the gateway's answers (Fetch §3.2). Tokens travel in a header, so any origin may be let
 * in; credentials, that is cookies, are allowed on cookie routes alone, and to the origins listed for sessions.
 */
export class CorsPolicy {
  readonly #anyOrigin: boolean;
  readonly #origins: ReadonlySet<string>;
  readonly #sessionOrigins: ReadonlySet<string>;

  constructor(origins: '*' | readonly string[], sessionOrigins: readonly string[] = []) {
    this.#sessionOrigins = new Set(sessionOrigins);
    this.#anyOrigin = origins === '*';
    this.#origins = new Set(origins === '*' ? [] : origins);
  }

  /** Sets the headers of an answer, whatever becomes of it. */
  apply(request: FastifyRequest, reply: FastifyReply): void {
    if (this.#anyOrigin) {
      void reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', EXPOSED_HEADERS);
      return;
    }
    void reply.header('vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined || !this.#origins.has(origin)) return;
    void reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', EXPOSED_HEADERS);
  }

  /** Sets the headers of a cookie route's answer, in the place of what `apply` has set. */
  applyToCookieRoute(request: FastifyRequest, reply: FastifyReply): void {
    for (const name of CORS_HEADERS) reply.removeHeader(name);
    void reply.header('vary', 'Origin, Cookie');
    const { origin } = request.headers;
    if (origin === undefined || !this.#sessionOrigins.has(origin)) return;
    void reply
      .header('access-control-allow-origin', origin)
      .header('access-control-allow-credentials', 'true')
      .header('access-control-expose-headers', EXPOSED_HEADERS);
  }

  /** Adds to an answer that `apply` has seen what a preflight asks. */
  applyPreflight(request: FastifyRequest, reply: FastifyReply, methods: readonly string[]): void {
    if (isCookieRoute(request.url)) this.applyToCookieRoute(request, reply);
    if (!reply.hasHeader('access-control-allow-origin')) return;
    void reply
      .removeHeader('access-control-expose-headers')
      .header('access-control-allow-methods', methods.join(', '))
      .header('access-control-allow-headers', ALLOWED_HEADERS)
      .header('access-control-max-age', MAX_AGE_SECONDS);
  }
}

/** An OPTIONS request that a browser sends on its own, before the real one (Fetch §3.2.2). */
export function isPreflight(request: FastifyRequest): boolean {
  return (
    request.method === 'OPTIONS' &&
    request.headers.origin !== undefined &&
    request.headers['access-control-request-method'] !== undefined
  );
}
