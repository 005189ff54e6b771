import { applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { WixCall } from '../wix/wix-call';
import type { IdentityType } from './identity';
import { declareAccess, type RouteAccess, type SignedKind } from './route-access';

const FRONT_END_IDENTITIES: readonly IdentityType[] = ['VISITOR', 'MEMBER', 'USER'];

export interface AuthenticatedOptions {
  /** The identities that may call the route; visitors, members and Wix users unless it says otherwise. */
  readonly allow?: readonly [IdentityType, ...IdentityType[]];
  /** Ask Token Info on every request, so that a revoked token is refused at once. Costs one Wix call each time. */
  readonly fresh?: boolean;
  /** Also take Wix's signed `instance` value from `?instance=`, for pages that Wix opens by URL. */
  readonly instanceParameter?: boolean;
}

export interface ElevatedOptions extends AuthenticatedOptions {
  /** Who may have the app act for them. It has no default: name them. */
  readonly allow: readonly [IdentityType, ...IdentityType[]];
  /** The Wix calls that this route may make with the app's identity, such as `GET /apps/v1/instance`. */
  readonly calls: readonly [WixCall, ...WixCall[]];
}

/** Anyone may call the route; no credential is read. */
export function Public(): MethodDecorator {
  return access({ access: 'public' });
}

/**
 * A valid credential of one of the allowed identities is needed.
 * Without one the route answers 401, to another identity 403 `identity_not_allowed`, while Token Info is down 503.
 */
export function Authenticated(options: AuthenticatedOptions = {}): MethodDecorator {
  return access({ access: 'authenticated', allow: options.allow ?? FRONT_END_IDENTITIES, ...rules(options) });
}

/**
 * As `@Authenticated`, and the route may make the declared Wix calls with the app's identity (`@CurrentAppIdentity()`).
 * Adds 502 and 503 `elevation_…` to the answers.
 */
export function Elevated(options: ElevatedOptions): MethodDecorator {
  return access({ access: 'elevated', allow: options.allow, calls: options.calls, ...rules(options) });
}

/** Only a request that Wix signed for this app may come in: 403 `invalid_signature` for every other. */
export function SignedByWix(kind: SignedKind): MethodDecorator {
  return access({ access: 'signed-by-wix', kind });
}

function rules(options: AuthenticatedOptions) {
  return {
    fresh: options.fresh ?? false,
    instanceParameter: options.instanceParameter ?? false,
  };
}

/** The declaration serves twice: the guards enforce it, and the OpenAPI document is written from the same object. */
function access(declaration: RouteAccess): MethodDecorator {
  return applyDecorators(
    (target: object, key: string | symbol, descriptor: PropertyDescriptor) => {
      declareAccess(handlerOf(target, key, descriptor), declaration);
    },
    ApiExtension('x-route-access', declaration),
  );
}

function handlerOf(target: object, key: string | symbol, descriptor: PropertyDescriptor): object {
  const handler: unknown = descriptor.value;
  if (typeof handler === 'function') return handler;
  throw new Error(`${target.constructor.name}.${String(key)} is no method: access decorators stand on route methods.`);
}
