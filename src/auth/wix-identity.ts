import { z } from 'zod';
import type { Identity } from './identity';

/** How webhooks and service plugin calls name the identity that Token Info calls otherwise. */
const fields = z
  .object({
    identityType: z.string(),
    anonymousVisitorId: z.string(),
    memberId: z.string(),
    wixUserId: z.string(),
    appId: z.string(),
  })
  .partial();

/** The identity in what Wix signed. What cannot be read proves nothing: `UNKNOWN`. */
export function readWixIdentity(value: unknown): Identity {
  const { identityType, anonymousVisitorId, memberId, wixUserId, appId } = fields.safeParse(value).data ?? {};
  switch (identityType) {
    case 'ANONYMOUS_VISITOR':
      return identity('VISITOR', anonymousVisitorId);
    case 'MEMBER':
      return identity('MEMBER', memberId);
    case 'WIX_USER':
      return identity('USER', wixUserId);
    case 'APP':
      return identity('APP', appId);
    default:
      return identity('UNKNOWN', undefined);
  }
}

function identity(type: Identity['type'], id: string | undefined): Identity {
  return id === undefined || id === '' ? { type: 'UNKNOWN', id: '' } : { type, id };
}
