import { createPublicKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { compactVerify, errors } from 'jose';
import { AppConfig } from '../config/app-config';

/**
 * Checks what Wix signs: a compact JWS (RFC 7515 §7.1), RS256 and nothing else, by one of the app's public keys. The
 * check is jose's, as the Wix SDK's is: both let the same bytes in, and its work is done off the main thread.
 */
@Injectable()
export class WixSignature {
  readonly #keys: readonly KeyObject[];

  constructor(config: AppConfig) {
    this.#keys = config.app.publicKeys.map((pem) => createPublicKey(pem));
  }

  /** The signed payload, read as JSON; `undefined` unless one of the keys signed these very bytes. */
  async payloadOf(jws: Uint8Array): Promise<unknown> {
    for (const key of this.#keys) {
      try {
        const { payload } = await compactVerify(jws, key, { algorithms: ['RS256'] });
        return JSON.parse(UTF_8.decode(payload));
      } catch (error) {
        // Only the key was wrong: while keys rotate, the other one may be right.
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) return undefined;
      }
    }
    return undefined;
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });
