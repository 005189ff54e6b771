import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AppIdentity } from './app-identity';
import type { InstanceContext } from './instance-context';
import type { SignedRequest, SignedServicePluginCall, SignedWebhook } from './signed-request';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by AuthGuard. */
    instanceContext?: InstanceContext;
    /** Set by AccessGuard, on `@Elevated` routes only. */
    appIdentity?: AppIdentity;
    /** Set by AuthGuard, on `@SignedByWix` routes only. */
    signedRequest?: SignedRequest;
  }
}

/** The instance and identity of the request, as an argument of a handler. */
export const CurrentInstance = createParamDecorator((_: unknown, context: ExecutionContext): InstanceContext => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (request.instanceContext === undefined)
    throw misplaced('CurrentInstance', 'Authenticated() or @Elevated({…})', context);
  return request.instanceContext;
});

/** The app's identity for the calls that the route declares, as an argument of a handler. */
export const CurrentAppIdentity = createParamDecorator((_: unknown, context: ExecutionContext): AppIdentity => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (request.appIdentity === undefined) throw misplaced('CurrentAppIdentity', 'Elevated({…})', context);
  return request.appIdentity;
});

/** The verified claims of the webhook, as an argument of a handler. */
export const CurrentWebhook = createParamDecorator((_: unknown, context: ExecutionContext): SignedWebhook => {
  const signed = context.switchToHttp().getRequest<FastifyRequest>().signedRequest;
  if (signed?.kind !== 'webhook') throw misplaced('CurrentWebhook', "SignedByWix('webhook')", context);
  return signed;
});

/** The verified claims of the service plugin call, as an argument of a handler. */
export const CurrentServicePluginCall = createParamDecorator(
  (_: unknown, context: ExecutionContext): SignedServicePluginCall => {
    const signed = context.switchToHttp().getRequest<FastifyRequest>().signedRequest;
    if (signed?.kind === 'service-plugin') return signed;
    throw misplaced('CurrentServicePluginCall', "SignedByWix('service-plugin')", context);
  },
);

function misplaced(argument: string, word: string, context: ExecutionContext): Error {
  const where = `${context.getClass().name}.${context.getHandler().name}`;
  return new Error(`@${argument}() in ${where} needs @${word} on the same method.`);
}
