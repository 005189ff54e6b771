import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Secret } from '../config/secret';

const text = z
  .string()
  .nullish()
  .transform((value) => (value === '' || value === null ? undefined : value));
const date = z.iso.datetime({ offset: true }).transform((value) => Date.parse(value));

const claims = z.object({
  instanceId: z.string(),
  appDefId: z.string(),
  signDate: date,
  expirationDate: date.nullish().transform((value) => value ?? undefined),
  /** The Wix user who looks at the page; absent for anonymous visitors. */
  uid: text,
  /** The anonymous visitor; where it is present nobody is logged in. */
  aid: text,
  permissions: text,
  siteMemberId: text,
  metaSiteId: text,
});

/** What Wix says in a signed `instance` value. Dates are in milliseconds since 1970. */
export type SignedInstanceClaims = z.output<typeof claims>;

/** Reads the payload of a signed `instance` value without believing it; `undefined` when it is none. */
export function readSignedInstance(value: string): SignedInstanceClaims | undefined {
  const payload = value.slice(value.indexOf('.') + 1);
  try {
    return claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Whether one of the app's secrets signed the value: HMAC-SHA256 over the payload as received, compared in constant time. */
export function isSignedInstance(value: string, secrets: readonly Secret[]): boolean {
  const dot = value.indexOf('.');
  const signature = Buffer.from(value.slice(0, dot), 'base64url');
  const payload = value.slice(dot + 1);
  return secrets.some((secret) => {
    const expected = createHmac('sha256', secret.reveal()).update(payload).digest();
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  });
}
