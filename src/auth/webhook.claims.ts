import { z } from 'zod';
import type { AppId } from '../identifiers/guid';
import { isForApp, seconds, WIX_ISSUER } from './signed-claims';
import type { SignedWebhook } from './signed-request';

const MINUTE_MS = 60_000;
/** Wix tries again for 47 h 11 min, and may do so with the first JWT. */
const MAX_AGE_MS = 49 * 60 * MINUTE_MS;
/** How far Wix's clock may be ahead of ours. */
const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

// `exp` is not read: it may have passed before the last legal retry.
const claims = z.object({
  // Text; a service plugin's is an object.
  data: z.string(),
  iat: seconds,
  iss: z.literal(WIX_ISSUER).optional(),
  aud: z.unknown().optional(),
});

/** The claims of a webhook that is for this app and not out of date; `undefined` for everything else. */
export function readWebhookClaims(payload: unknown, appId: AppId, now: number): SignedWebhook | undefined {
  const read = claims.safeParse(payload);
  if (!read.success) return undefined;
  const { data, iat: issuedAt, aud } = read.data;
  if (aud !== undefined && !isForApp(aud, appId)) return undefined;
  const age = now - issuedAt;
  return age > MAX_AGE_MS || age < -CLOCK_TOLERANCE_MS ? undefined : { kind: 'webhook', data, issuedAt };
}
