import { z } from 'zod';
import type { AppId } from '../identifiers/guid';
import { isForApp, seconds, WIX_ISSUER } from './signed-claims';
import type { SignedServicePluginCall } from './signed-request';

/** How far Wix's clock may be ahead of ours. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

const claims = z.object({
  // An object; a webhook's is text.
  data: z.record(z.string(), z.unknown()),
  iss: z.literal(WIX_ISSUER),
  aud: z.unknown(),
  iat: seconds,
  exp: seconds,
});

/** The claims of a service plugin call for this app that has not expired; `undefined` for everything else. */
export function readServicePluginClaims(
  payload: unknown,
  appId: AppId,
  now: number,
): SignedServicePluginCall | undefined {
  const read = claims.safeParse(payload);
  if (!read.success) return undefined;
  const { data, aud, iat: issuedAt, exp: expiresAt } = read.data;
  if (!isForApp(aud, appId) || expiresAt <= now || issuedAt > now + CLOCK_TOLERANCE_MS) return undefined;
  return { kind: 'service-plugin', data, issuedAt, expiresAt };
}
