import type { FastifyInstance } from 'fastify';
import { runInScope } from './current-scope';
import { RequestScope } from './request.scope';
import type { SdkCalls } from './sdk-calls';
import './without-ambient-sdk.decorator';

/**
 * Gives every request its scope, unless its route says `@WithoutAmbientSdk()`. Around the route's handler, which is all of Nest from the first guard to the filter,
 * and not in a hook: what a hook enters is lost while a body is read, and a hook costs more. Call before `app.init()`.
 */
export function enterRequestScopes(fastify: FastifyInstance, calls: SdkCalls): void {
  fastify.addHook('onRoute', (route) => {
    if (route.config?.ambientSdk === false) return;
    const { handler } = route;
    route.handler = function (request, reply) {
      return runInScope(new RequestScope(calls, request, reply), () => handler.call(this, request, reply));
    };
  });
}
