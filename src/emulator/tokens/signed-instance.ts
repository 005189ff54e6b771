import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** expirationDate is four hours after signDate. */
export const INSTANCE_LIFETIME_MS = 4 * 3_600_000;

const date = z.iso.datetime({ offset: true });
// Who knows the secret can sign anything, and well-known it is.
const instanceClaims = z.object({
  instanceId: z.string().toLowerCase(),
  appDefId: z.string(),
  signDate: date,
  expirationDate: date.optional(),
  uid: z.string().optional(),
  aid: z.string().optional(),
  siteMemberId: z.string().optional(),
  permissions: z.string().optional(),
});

/** The decoded part of a signed `instance` value that the emulator reads again. */
export type InstanceClaims = z.output<typeof instanceClaims>;

function signature(payload: string, secret: string): string {
  return createHmac('sha256', secret).update(payload).digest('base64url');
}

/** `base64url(HMAC-SHA256(payload)).payload`: signature first, both unpadded; not a JWT. */
export function signInstance(claims: unknown, secret: string): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${signature(payload, secret)}.${payload}`;
}

/** The claims, when one of the app's secrets signed them and they are such. */
export function verifyInstance(value: string, secrets: readonly string[]): InstanceClaims | undefined {
  const [given = '', payload = ''] = value.split('.');
  const signed = secrets.some((secret) => {
    const expected = Buffer.from(signature(payload, secret));
    return expected.length === given.length && timingSafeEqual(expected, Buffer.from(given));
  });
  if (!signed) return undefined;
  try {
    return instanceClaims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}
