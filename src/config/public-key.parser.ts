import { createHash, createPublicKey } from 'node:crypto';

// RFC 7518 §3.3: RS256 needs at least this.
const LEAST_MODULUS_BITS = 2048;
/** SHA-256 of the Wix emulator's key (SPKI, DER): its private half is published, so anyone could sign webhooks with it. */
const EMULATOR_PUBLIC_KEY = 'C9w-MRWibeuOWTEY4j2V4sw9QOqTQMmlsMJ6RaPxcXs';
// One block and nothing around it: `createPublicKey` reads the first of several and forgets the rest.
const PUBLIC_KEY = /^-----BEGIN (RSA )?PUBLIC KEY-----[^-]+-----END \1PUBLIC KEY-----$/;

/**
 * An RSA public key as SPKI PEM. Read are PEM, PEM with literal `\n` as dotenv files and dashboards keep it, and base64
 * of PEM. `createPublicKey` would also take a private key or a certificate: both are refused.
 */
export function parsePublicKey(text: string): string | undefined {
  const pem = toPem(text);
  if (!PUBLIC_KEY.test(pem)) return undefined;
  try {
    const key = createPublicKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType !== 'rsa' || bits < LEAST_MODULUS_BITS) return undefined;
    return key.export({ type: 'spki', format: 'pem' }).toString();
  } catch {
    return undefined;
  }
}

export function isEmulatorPublicKey(pem: string): boolean {
  const der = createPublicKey(pem).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('base64url') === EMULATOR_PUBLIC_KEY;
}

function toPem(text: string): string {
  const pem = text.startsWith('-----') ? text : Buffer.from(text, 'base64').toString('latin1');
  return pem.replaceAll(/(\\r)?\\n/g, '\n').trim();
}
