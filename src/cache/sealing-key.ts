import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { AppConfig } from '../config/app-config';
import type { Secret } from '../config/secret';
import type { AppId } from '../identifiers/guid';

/** Goes into every derived key: another format of the entries takes another number, and cannot read these. */
const FORMAT = 'liftgate shared tier 1';
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = NONCE_BYTES + TAG_BYTES;

/**
 * What makes the shared tier unreadable and unforgeable for whoever has only Redis: names are keyed hashes
 * (HMAC-SHA256), values are encrypted with AES-256-GCM, and the name is part of what is authenticated, so that a value is
 * worth nothing under another name. Both keys are derived (HKDF, RFC 5869) from the app's id and one of its secrets.
 */
export class SealingKey {
  readonly #encryption: Buffer;
  readonly #naming: Buffer;

  constructor(appId: AppId, secret: Secret) {
    const derive = (use: string) => Buffer.from(hkdfSync('sha256', secret.reveal(), appId, `${FORMAT} ${use}`, 32));
    this.#encryption = derive('encryption');
    this.#naming = derive('naming');
  }

  /** One for each of the app's secrets: the first seals and all open, so that a rotation loses nothing. */
  static allOf({ id, secrets: [current, ...older] }: AppConfig['app']): readonly [SealingKey, ...SealingKey[]] {
    return [new SealingKey(id, current), ...older.map((secret) => new SealingKey(id, secret))];
  }

  /** @param kind stands readably in the name; the subject does not. */
  name(kind: string, subject: string): string {
    return `liftgate:${kind}:${this.code(kind, subject)}`;
  }

  /** What only a holder of the key can say of the subject (HMAC-SHA256): 43 characters of base64url. */
  code(kind: string, subject: string): string {
    return createHmac('sha256', this.#naming).update(`${kind}\n${subject}`).digest('base64url');
  }

  seal(name: string, text: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#encryption, nonce);
    cipher.setAAD(Buffer.from(name));
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
  }

  /** `undefined` for whatever was not sealed with this key for this name, to the last bit. */
  open(name: string, sealed: Buffer): string | undefined {
    if (sealed.length < HEAD_BYTES) return undefined;
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#encryption, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(name));
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, HEAD_BYTES));
    try {
      return decipher.update(sealed.subarray(HEAD_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      return undefined;
    }
  }
}
