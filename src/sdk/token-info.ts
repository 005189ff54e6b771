import type { IdentityType } from '../auth/identity';
import type { InstanceContext } from '../auth/instance-context';
import type { TokenInfo } from '../wix/token-info';

/** The answer of `auth.getTokenInfo()`, as Wix words it. Dates are in seconds since 1970. */
export interface SdkTokenInfo {
  readonly active: true;
  readonly subjectType: IdentityType | 'UNKNOWN';
  readonly subjectId: string;
  readonly clientId: string;
  readonly instanceId: string;
  readonly siteId?: string;
  readonly vendorProductId?: string;
  readonly iat?: number;
  /** Absent for work without a caller, which has no token that could end. */
  readonly exp?: number;
}

/** @param verdict what Token Info said of the caller's token, for what an InstanceContext does not hold */
export function tokenInfoOf(instance: InstanceContext, verdict: TokenInfo | undefined): SdkTokenInfo {
  const { appId, instanceId, siteId, identity, expiresAt } = instance;
  const { issuedAt, vendorProductId } =
    verdict?.active === true ? verdict : { issuedAt: undefined, vendorProductId: undefined };
  return {
    active: true,
    subjectType: identity.type,
    subjectId: identity.id,
    clientId: appId,
    instanceId,
    ...(siteId !== undefined && { siteId }),
    ...(vendorProductId !== undefined && { vendorProductId }),
    ...(issuedAt !== undefined && { iat: Math.floor(issuedAt / 1000) }),
    ...(Number.isFinite(expiresAt) && { exp: Math.floor(expiresAt / 1000) }),
  };
}

const knownDescriptors = new WeakMap<object, boolean>();

/**
 * Whether an SDK function is `auth.getTokenInfo`, which asks Wix over the global `fetch`, past every client. Every copy
 * of `@wix/essentials` has its own (ESM, CommonJS, bundled), so it is known by the one address in its source.
 */
export function isGetTokenInfo(descriptor: object): boolean {
  let known = knownDescriptors.get(descriptor);
  if (known === undefined) {
    known = Function.prototype.toString.call(descriptor).includes('/oauth2/token-info');
    knownDescriptors.set(descriptor, known);
  }
  return known;
}
