import type { RouteOptions } from 'fastify';
import { isCookieRoute } from './cookie-routes';
import type { CorsPolicy } from './cors.policy';

/**
 * Gives cookie routes the CORS headers for sessions instead of those for tokens. As an `onRoute` hook it sees the route and
 * not a spelling of its path, and other routes pay nothing for it.
 */
export const sessionCors =
  (cors: CorsPolicy) =>
  (route: RouteOptions): void => {
    if (!isCookieRoute(route.url)) return;
    const hooks = route.onRequest ?? [];
    route.onRequest = [
      (request, reply, done) => {
        cors.applyToCookieRoute(request, reply);
        done();
      },
      ...(Array.isArray(hooks) ? hooks : [hooks]),
    ];
  };
