import { RouteConfig } from '@nestjs/platform-fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `false`: the route's code does not use Wix's ambient SDK, and so need not pay for it. */
    ambientSdk?: false;
  }
}

/**
 * Leaves a route out of the SDK's ambient context, where `auth.elevate(…)` and the like then fail. On Node before 24
 * AsyncLocalStorage makes every promise of the process dearer from its first use on (some 10 µs a request); a gateway
 * whose busy routes all say so, and whose others are not called, pays nothing.
 */
export function WithoutAmbientSdk(): MethodDecorator {
  return RouteConfig({ ambientSdk: false });
}
