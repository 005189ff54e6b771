import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import type { AppId } from '../identifiers/guid';
import type { IssuedToken } from '../wix/issued-token';
import { OAuthClient } from '../wix/oauth.client';
import { OAuthRefusedError, OAuthUnavailableError } from '../wix/oauth.error';
import type { KeptTokens, SessionRole } from './session';
import { ClientRefusedError, SessionUnavailableError } from './session.error';

const RETRY_AFTER_SECONDS = 5;

/** Gets the tokens of sessions from Wix. */
@Injectable()
export class WixSessionTokens {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly oauth: OAuthClient,
  ) {}

  /** The tokens of a new visitor. @throws SessionUnavailableError (503), ClientRefusedError (502) */
  async anonymous(): Promise<KeptTokens> {
    const tokens = await this.#ask('visitor', '', (clientId) => this.oauth.anonymous(clientId));
    // Refused for another reason than the client's id: nothing that could be tried again would help.
    if (tokens === 'refused') throw new ClientRefusedError();
    return tokens;
  }

  /** The same visitor or member again; `refused` when Wix takes the refresh token no more. @throws as `anonymous` */
  async refresh({ refreshToken, role }: KeptTokens): Promise<KeptTokens | 'refused'> {
    if (refreshToken === '') return 'refused';
    return this.#ask(role, refreshToken, (clientId) => this.oauth.refresh(clientId, refreshToken));
  }

  /** The tokens of a member who logged in; `refused` when Wix does not take the code. @throws as `anonymous` */
  member(code: string, codeVerifier: string, redirectUri: string): Promise<KeptTokens | 'refused'> {
    return this.#ask('member', '', (clientId) => this.oauth.exchangeCode(clientId, code, codeVerifier, redirectUri));
  }

  async #ask(
    role: SessionRole,
    refreshToken: string,
    ask: (clientId: AppId) => Promise<IssuedToken>,
  ): Promise<KeptTokens | 'refused'> {
    if (this.config.sessions === undefined) throw new Error('Sessions are off: WIX_CLIENT_ID is not set.');
    const issuedAt = this.clock.now();
    try {
      const issued = await ask(this.config.sessions.clientId);
      const { accessToken, expiresAt } = issued;
      return { accessToken, expiresAt, refreshToken: issued.refreshToken ?? refreshToken, role, issuedAt };
    } catch (error) {
      if (error instanceof OAuthUnavailableError) {
        throw new SessionUnavailableError(error.retryAfterSeconds ?? RETRY_AFTER_SECONDS, error);
      }
      if (!(error instanceof OAuthRefusedError)) throw error;
      if (error.isOfApp) throw new ClientRefusedError();
      if (error.isOfGrant) return 'refused';
      throw new SessionUnavailableError(RETRY_AFTER_SECONDS, error);
    }
  }
}
