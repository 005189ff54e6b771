import { z } from 'zod';
import { type AppId, parseAppId } from '../identifiers/guid';

/** `iss` of what Wix signs. */
export const WIX_ISSUER = 'wix.com';

/** A NumericDate (RFC 7519 §2), in milliseconds. */
export const seconds = z
  .number()
  .positive()
  .transform((value) => value * 1000);

/** Whether `aud` names the app, alone or among others (RFC 7519 §4.1.3). */
export function isForApp(audience: unknown, appId: AppId): boolean {
  const names: readonly unknown[] = Array.isArray(audience) ? audience : [audience];
  return names.some((name) => parseAppId(name) === appId);
}
