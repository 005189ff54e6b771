import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AppIdentity } from './app-identity';
import type { InstanceContext } from './instance-context';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by AuthGuard. */
    instanceContext?: InstanceContext;
    /** Set by AccessGuard, on `@Elevated` routes only. */
    appIdentity?: AppIdentity;
  }
}

/** The instance and identity of the request, as an argument of a handler. */
export const CurrentInstance = createParamDecorator((_: unknown, context: ExecutionContext): InstanceContext => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (request.instanceContext === undefined)
    throw misplaced('CurrentInstance', 'Authenticated() or @Elevated', context);
  return request.instanceContext;
});

/** The app's identity for the calls that the route declares, as an argument of a handler. */
export const CurrentAppIdentity = createParamDecorator((_: unknown, context: ExecutionContext): AppIdentity => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (request.appIdentity === undefined) throw misplaced('CurrentAppIdentity', 'Elevated', context);
  return request.appIdentity;
});

function misplaced(argument: string, word: string, context: ExecutionContext): Error {
  const where = `${context.getClass().name}.${context.getHandler().name}`;
  return new Error(`@${argument}() in ${where} needs @${word}({…}) on the same method.`);
}
