import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EmulatorClock } from '../settings/emulator.clock';
import type { Instance } from '../sites/instance';

const LIFETIME_MS = 600_000;

/** A member's login that waits for its code to be exchanged. */
export interface MemberLogin {
  readonly memberId: string;
  readonly clientId: string;
  readonly instance: Instance;
  readonly redirectUri: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly codeChallengeMethod: string | undefined;
  /** Whether `scope` asked for a refresh token. */
  readonly offlineAccess: boolean;
}

export interface Redemption {
  readonly clientId: string | undefined;
  readonly redirectUri: string | undefined;
  readonly codeVerifier: string | undefined;
}

/** RFC 7636 section 4.6. */
function proves({ codeChallenge, codeChallengeMethod }: MemberLogin, verifier: string | undefined): boolean {
  if (codeChallenge === undefined) return true;
  const algorithm = codeChallengeMethod === 'S512' ? 'sha512' : 'sha256';
  return (
    createHash(algorithm)
      .update(verifier ?? '')
      .digest('base64url') === codeChallenge
  );
}

/** Authorization codes: each works once, within ten minutes. */
@Injectable()
export class AuthorizationCodes {
  readonly #logins = new Map<string, { readonly login: MemberLogin; readonly expiresAt: number }>();
  readonly #installs = new Map<string, { readonly instance: Instance; readonly expiresAt: number }>();

  constructor(private readonly clock: EmulatorClock) {}

  issue(login: MemberLogin): string {
    const code = randomBytes(24).toString('base64url');
    this.#logins.set(code, { login, expiresAt: this.clock.now() + LIFETIME_MS });
    return code;
  }

  /** `undefined` when the code is unknown, used, expired, another client's, or verifier or redirect URI do not fit. */
  redeem(code: string, redemption: Redemption): MemberLogin | undefined {
    const entry = this.#logins.get(code);
    // Also when it does not fit: a code gets one attempt.
    this.#logins.delete(code);
    if (entry === undefined || entry.expiresAt <= this.clock.now() || !entry.login.instance.installed) return undefined;
    const { login } = entry;
    const fits =
      redemption.clientId === login.clientId &&
      redemption.redirectUri === login.redirectUri &&
      proves(login, redemption.codeVerifier);
    return fits ? login : undefined;
  }

  /** The code that an install flow of custom authentication ends with. */
  issueInstall(instance: Instance): string {
    const code = randomBytes(24).toString('base64url');
    this.#installs.set(code, { instance, expiresAt: this.clock.now() + LIFETIME_MS });
    return code;
  }

  redeemInstall(code: string): Instance | undefined {
    const entry = this.#installs.get(code);
    this.#installs.delete(code);
    return entry !== undefined && entry.expiresAt > this.clock.now() && entry.instance.installed
      ? entry.instance
      : undefined;
  }
}
