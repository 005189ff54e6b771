import { createHmac, timingSafeEqual } from 'node:crypto';

/** The decoded part of a signed `instance` value that the emulator reads again. */
export interface InstanceClaims {
  readonly instanceId: string;
  readonly appDefId: string;
  /** ISO 8601. */
  readonly signDate: string;
  readonly expirationDate: string;
  readonly uid?: string | undefined;
  readonly aid?: string | undefined;
  readonly siteMemberId?: string | undefined;
  readonly permissions?: string | undefined;
}

function signature(payload: string, secret: string): string {
  return createHmac('sha256', secret).update(payload).digest('base64url');
}

/** `base64url(HMAC-SHA256(payload)).payload`: signature first, both unpadded; not a JWT. */
export function signInstance(claims: Readonly<Record<string, unknown>>, secret: string): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${signature(payload, secret)}.${payload}`;
}

/** The claims, when one of the app's secrets signed them. */
export function verifyInstance(value: string, secrets: readonly string[]): InstanceClaims | undefined {
  const [given = '', payload = ''] = value.split('.');
  const signed = secrets.some((secret) => {
    const expected = Buffer.from(signature(payload, secret));
    return expected.length === given.length && timingSafeEqual(expected, Buffer.from(given));
  });
  if (!signed) return undefined;
  // The signature proves that signInstance wrote it.
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as InstanceClaims;
}
