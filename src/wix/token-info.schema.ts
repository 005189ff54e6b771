import { z } from 'zod';
import { parseAppId, parseInstanceId, parseSiteId } from '../identifiers/guid';
import type { TokenInfo } from './token-info';

/** Seconds since 1970 beyond this (the year 5138) are milliseconds by mistake, or nonsense. */
const LATEST_SECONDS = 1e11;

/** Wix writes 64-bit integers as decimal strings; numbers are read as well. Gives milliseconds. */
const unixSeconds = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.int().positive().max(LATEST_SECONDS))
  .transform((seconds) => seconds * 1000);

/** `active` comes as a boolean or as its name; Wix's protocol leaves out a value that is `false`. */
const reply = z.object({
  active: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).default(false),
  clientId: z.unknown().optional().transform(parseAppId),
});

const activeReply = z.object({
  subjectType: z.enum(['VISITOR', 'MEMBER', 'USER', 'APP', 'UNKNOWN']).catch('UNKNOWN'),
  subjectId: z.string().max(256).nullish(),
  exp: unixSeconds,
  iat: unixSeconds.nullish(),
  instanceId: z.unknown().optional().transform(parseInstanceId),
  siteId: z.unknown().optional().transform(parseSiteId),
  vendorProductId: z.string().min(1).max(256).optional().catch(undefined),
});

const REFUSED: TokenInfo = { active: false };

/**
 * Reads Token Info's answer. Not active, or of no recognisable app, is a refusal. `undefined` means nonsense, which is
 * an outage and no refusal: not an object, an `active` that is no boolean, no usable `exp`, no subject.
 */
export function readTokenInfo(json: unknown): TokenInfo | undefined {
  const stated = reply.safeParse(json);
  if (!stated.success) {
    return undefined;
  }
  const { active, clientId } = stated.data;
  if (!active || clientId === undefined) {
    return REFUSED;
  }
  const details = activeReply.safeParse(json);
  if (!details.success) {
    return undefined;
  }
  const { exp, iat, subjectType, subjectId, ...rest } = details.data;
  if (!subjectId && subjectType !== 'UNKNOWN') {
    return undefined;
  }
  return {
    active: true,
    clientId,
    subjectType,
    subjectId: subjectId ?? '',
    instanceId: rest.instanceId,
    siteId: rest.siteId,
    vendorProductId: rest.vendorProductId,
    issuedAt: iat ?? undefined,
    expiresAt: exp,
  };
}
