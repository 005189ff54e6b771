import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppIdentity } from './app-identity';
import { IdentityNotAllowedError } from './authentication.error';
import './request-context';
import { declaredAccess } from './route-access';

/** May this identity call this route; and if the route is elevated, the app's identity for it. Runs after AuthGuard. */
@Injectable()
export class AccessGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const [access] = declaredAccess(context.getHandler());
    if (access?.access === 'public' || access?.access === 'signed-by-wix') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const instance = request.instanceContext;
    if (access === undefined || instance === undefined) {
      throw new Error(`${context.getClass().name}.${context.getHandler().name} was reached without authentication.`);
    }
    const { type } = instance.identity;
    if (!access.allow.some((allowed) => allowed === type)) {
      throw new IdentityNotAllowedError(
        `This route is for ${access.allow.join(', ')}; the access token is a ${type}'s.`,
      );
    }
    if (access.access === 'elevated') {
      const route = `${request.method} ${request.routeOptions.url ?? ''}`;
      const declaredIn = '@Elevated({ calls })';
      request.appIdentity = AppIdentity.grant({
        instance,
        calls: access.calls,
        route,
        requestId: request.id,
        declaredIn,
      });
    }
    return true;
  }
}
