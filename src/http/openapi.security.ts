import type { IdentityType } from '../auth/identity';
import type { SecurityRequirements } from './openapi.types';
import type { RouteAccessExtension } from './route-access.extension';

const ROLES: Readonly<Record<IdentityType, string>> = {
  VISITOR: 'wix:visitor',
  MEMBER: 'wix:member',
  USER: 'wix:user',
  APP: 'wix:app',
};
const ANYONE = ['VISITOR', 'MEMBER', 'USER'] as const;

/** The credentials that an operation asks for: either spelling of the header, or a session, with the identities as roles. */
export function securityOf({ access, allow }: RouteAccessExtension): SecurityRequirements {
  if (access === 'public' || access === 'signed-by-wix') return [];
  const roles = (allow ?? ANYONE).map((type) => ROLES[type]);
  const ofSessions = roles.filter((role) => role === ROLES.VISITOR || role === ROLES.MEMBER);
  return [
    { accessToken: roles },
    { rawAccessToken: roles },
    ...(ofSessions.length > 0 ? [{ session: ofSessions }] : []),
  ];
}
