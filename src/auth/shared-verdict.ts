import { z } from 'zod';
import { parseAppId, parseInstanceId, parseSiteId } from '../identifiers/guid';
import type { TokenInfo } from '../wix/token-info';

const refused = z.object({ active: z.literal(false) });

const active = z.object({
  active: z.literal(true),
  subjectType: z.enum(['VISITOR', 'MEMBER', 'USER', 'APP', 'UNKNOWN']),
  subjectId: z.string(),
  clientId: z.string().transform(parseAppId),
  instanceId: z.string().transform(parseInstanceId).optional(),
  siteId: z.string().transform(parseSiteId).optional(),
  vendorProductId: z.string().optional(),
  issuedAt: z.number().optional(),
  expiresAt: z.number(),
});

const sharedVerdict = z.object({ verdict: z.discriminatedUnion('active', [active, refused]) });

/** A verdict as processes share it. How old it is, the shared tier tells. */
export interface SharedVerdict {
  readonly verdict: TokenInfo;
}

/** `undefined` for everything that is no such verdict, as another release of the gateway may have written it. */
export function readSharedVerdict(value: unknown): TokenInfo | undefined {
  const { data } = sharedVerdict.safeParse(value);
  if (data === undefined) return undefined;
  const { verdict } = data;
  if (!verdict.active) return verdict;
  const { clientId, instanceId, siteId, vendorProductId, issuedAt } = verdict;
  if (clientId === undefined) return undefined;
  return { ...verdict, clientId, instanceId, siteId, vendorProductId, issuedAt };
}
