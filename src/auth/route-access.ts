import type { WixCall } from '../wix/wix-call';
import type { IdentityType } from './identity';

/** What a route declares about who may call it, and what it may do with the app's identity. */
export type RouteAccess =
  { readonly access: 'public' } | CallerAccess | { readonly access: 'signed-by-wix'; readonly kind: SignedKind };

/** A route that needs to know who is calling. */
export type CallerAccess = AuthenticatedAccess | ElevatedAccess;

/** The two kinds of request that Wix signs itself. */
export type SignedKind = 'webhook' | 'service-plugin';

interface AuthenticatedAccess extends CallerRules {
  readonly access: 'authenticated';
}

interface ElevatedAccess extends CallerRules {
  readonly access: 'elevated';
  /** The Wix calls that may be made with the app's identity; nothing else may. */
  readonly calls: readonly WixCall[];
}

interface CallerRules {
  readonly allow: readonly IdentityType[];
  /** Ask Token Info on every request, so that a revoked token is refused at once. */
  readonly fresh: boolean;
  /** Read Wix's signed `?instance=` as a credential too. */
  readonly instanceParameter: boolean;
}

const ROUTE_ACCESS = Symbol('route access');

/** Adds a declaration to a handler. Only the access decorators call it; all are kept, so that a second one is noticed. */
export function declareAccess(handler: object, access: RouteAccess): void {
  Reflect.defineMetadata(ROUTE_ACCESS, [...declaredAccess(handler), access], handler);
}

/** Every declaration of a handler: exactly one on a route that may start. */
export function declaredAccess(handler: object): readonly RouteAccess[] {
  // Reflect.getMetadata is untyped; `declareAccess` is the only writer of this private key.
  return (Reflect.getMetadata(ROUTE_ACCESS, handler) as readonly RouteAccess[] | undefined) ?? [];
}
