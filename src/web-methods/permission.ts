import { Permissions } from '@wix/web-methods';
import type { IdentityType } from '../auth/identity';

/** Who has which of Wix's permissions for web methods. The app itself has none of them, nor has an unknown identity. */
const ALLOWED: Readonly<Record<Permissions, readonly [IdentityType, ...IdentityType[]]>> = {
  [Permissions.Anyone]: ['VISITOR', 'MEMBER', 'USER'],
  [Permissions.SiteMember]: ['MEMBER', 'USER'],
  [Permissions.Admin]: ['USER'],
};

/** The identities that may call what `webMethod(permission, …)` returned; `undefined` for a value that is none. */
export function allowedIdentities(value: unknown): readonly [IdentityType, ...IdentityType[]] | undefined {
  if (typeof value !== 'function' || !('permission' in value)) return undefined;
  const { permission } = value;
  return Object.values(Permissions).some((known) => known === permission)
    ? // Just found among the keys.
      ALLOWED[permission as Permissions]
    : undefined;
}
