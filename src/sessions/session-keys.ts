import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SealingKey } from '../cache/sealing-key';
import { AppConfig } from '../config/app-config';

/**
 * What the server alone can seal, open and vouch for. While the app secret is rotated, what was made with the previous
 * one still counts; new things are made with the current one.
 */
@Injectable()
export class SessionKeys {
  readonly #current: SealingKey;
  readonly #all: readonly SealingKey[];

  constructor({ app }: AppConfig) {
    this.#all = [this.#current] = SealingKey.allOf(app);
  }

  /** The text, readable for `open` under the same name alone; the key is part of the name. */
  seal(kind: string, name: string, text: string): Buffer {
    return this.#current.seal(this.#current.name(kind, name), text);
  }

  /** `undefined` for whatever was not sealed under this name, to the last bit, or with a secret that is gone. */
  open(kind: string, name: string, sealed: Buffer): string | undefined {
    for (const key of this.#all) {
      const text = key.open(key.name(kind, name), sealed);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /** What only this server can say of a text: 43 characters of base64url. */
  code(kind: string, text: string): string {
    return this.#current.code(kind, text);
  }

  /** Whether this server said `code` of the text. */
  isCode(kind: string, text: string, code: string): boolean {
    const given = Buffer.from(code);
    return this.#all.some((key) => {
      const expected = Buffer.from(key.code(kind, text));
      return expected.length === given.length && timingSafeEqual(expected, given);
    });
  }
}
