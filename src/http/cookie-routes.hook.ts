import type { RouteOptions } from 'fastify';
import { isCookieRoute } from './cookie-routes';
import { removeCorsHeaders } from './cors.policy';

/**
 * Takes the CORS headers away again from cookie routes. An `onRoute` hook: it sees the route and not a spelling of its
 * path, and other routes pay nothing for it.
 */
export function excludeCookieRoutes(route: RouteOptions): void {
  if (!isCookieRoute(route.url)) return;
  const hooks = route.onRequest ?? [];
  route.onRequest = [
    (_request, reply, done) => {
      removeCorsHeaders(reply);
      done();
    },
    ...(Array.isArray(hooks) ? hooks : [hooks]),
  ];
}
