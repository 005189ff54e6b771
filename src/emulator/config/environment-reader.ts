import { createPrivateKey, type KeyObject } from 'node:crypto';
import { isGuid } from '../sites/guid';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment holds values the emulator cannot start with; one line each, without the value itself. */
export class EnvironmentError extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.name = 'EnvironmentError';
  }
}

/** Reads typed values and collects mistakes, so that a person sees all of them at once. */
export class EnvironmentReader {
  readonly #mistakes: string[] = [];

  constructor(private readonly environment: Environment) {}

  /** Absent when it is blank. */
  text(name: string): string | undefined {
    const value = this.environment[name]?.trim();
    return value === '' ? undefined : value;
  }

  port(name: string, fallback: number): number {
    const value = this.text(name);
    if (value === undefined) return fallback;
    const port = Number(value);
    return /^\d+$/.test(value) && port <= 65_535
      ? port
      : this.#mistake(name, 'must be a port between 0 and 65535', fallback);
  }

  guid(name: string, fallback: string): string {
    const value = this.text(name);
    if (value === undefined) return fallback;
    return isGuid(value) ? value.toLowerCase() : this.#mistake(name, 'must be a GUID', fallback);
  }

  url(name: string, fallback: string): string {
    const value = this.text(name);
    if (value === undefined) return fallback;
    return URL.canParse(value) && /^https?:/.test(value)
      ? value.replace(/\/+$/, '')
      : this.#mistake(name, 'must be an http or https URL', fallback);
  }

  factor(name: string, fallback: number, limit: number): number {
    const value = this.text(name);
    if (value === undefined) return fallback;
    const factor = Number(value);
    return factor >= 0 && factor <= limit
      ? factor
      : this.#mistake(name, `must be a number between 0 and ${limit}`, fallback);
  }

  list(name: string, fallback: string): readonly [string, ...string[]] {
    const [first, ...others] = (this.text(name) ?? fallback)
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    return first === undefined ? this.#mistake(name, 'must not be empty', [fallback]) : [first, ...others];
  }

  /** PEM, PEM with literal `\n`, or base64 of the PEM. */
  privateKey(name: string, fallback: string): KeyObject {
    const value = this.text(name);
    if (value === undefined) return createPrivateKey(fallback);
    const text = value.replaceAll('\\n', '\n');
    try {
      const key = createPrivateKey(text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64'));
      if (key.asymmetricKeyType === 'rsa') return key;
    } catch {
      // Said below; the cause could hold parts of the key.
    }
    return this.#mistake(name, 'must be an RSA private key in PEM, or base64 of the PEM', createPrivateKey(fallback));
  }

  /** @throws {EnvironmentError} when anything read so far was wrong. */
  finish(): void {
    if (this.#mistakes.length > 0) throw new EnvironmentError(this.#mistakes);
  }

  #mistake<T>(name: string, rule: string, fallback: T): T {
    this.#mistakes.push(`${name} ${rule}`);
    return fallback;
  }
}
