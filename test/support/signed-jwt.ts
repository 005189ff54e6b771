import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { WELL_KNOWN_APP_PRIVATE_KEY } from '../../src/emulator/well-known';

export const WIX_KEY = createPrivateKey(WELL_KNOWN_APP_PRIVATE_KEY);
export const WIX_PUBLIC_KEY = publicPem(WIX_KEY);
export const OTHER_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
export const OTHER_PUBLIC_KEY = publicPem(OTHER_KEY);

export type Claims = Readonly<Record<string, unknown>>;

function publicPem(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT as Wix signs it, or with another key, other fields of the header, or another hash. */
export function signJwt(claims: unknown, key: KeyObject = WIX_KEY, header: Claims = {}, hash = 'sha256'): string {
  const content = `${encode({ kid: 'k', alg: 'RS256', ...header })}.${encode(claims)}`;
  return `${content}.${sign(hash, Buffer.from(content), key).toString('base64url')}`;
}

/** A forgery: the public key, which everyone knows, as the secret of an HMAC. */
export function hmacJwt(claims: unknown, secret: string): string {
  const content = `${encode({ alg: 'HS256' })}.${encode(claims)}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

/** A forgery: no signature at all. */
export function unsignedJwt(claims: unknown): string {
  return `${encode({ alg: 'none' })}.${encode(claims)}.`;
}
