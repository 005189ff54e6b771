import { createHash, createPublicKey, sign } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EmulatorConfig } from '../config/emulator.config';

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Signs what Wix sends to a backend: RS256 with the app's key. */
@Injectable()
export class JwtSigner {
  /** Names the key: the beginning of its fingerprint. */
  readonly keyId: string;
  readonly #header: string;

  constructor(private readonly config: EmulatorConfig) {
    const der = createPublicKey(config.privateKey).export({ type: 'spki', format: 'der' });
    this.keyId = createHash('sha256').update(der).digest('hex').slice(0, 8);
    this.#header = encode({ kid: this.keyId, alg: 'RS256' });
  }

  sign(claims: Readonly<Record<string, unknown>>): string {
    const content = `${this.#header}.${encode(claims)}`;
    return `${content}.${sign('sha256', Buffer.from(content), this.config.privateKey).toString('base64url')}`;
  }
}
