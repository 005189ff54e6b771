import { Injectable } from '@nestjs/common';
import { IdentityNotAllowedError, InvalidTokenError } from '../auth/authentication.error';
import { CallerTokens } from '../auth/caller-tokens';
import type { InstanceContext } from '../auth/instance-context';
import { TokenUnavailableError } from '../auth/token-unavailable.error';
import { TokenVault } from '../auth/token-vault';
import type { AccessToken } from '../wix/access-token';
import type { IssuedToken } from '../wix/issued-token';
import { OAuthClient } from '../wix/oauth.client';
import { OAuthRefusedError, OAuthUnavailableError } from '../wix/oauth.error';
import { ElevationRefusedError } from './elevation.error';

/**
 * The token for calls as the caller. A front-end's token may be bound to its browser session, so it is traded for an
 * unbound one of the same identity (grant `strip_bound_session`), which is kept like an app token. A session's token never
 * was in a browser, and serves as it is.
 */
@Injectable()
export class CallerTokenService {
  constructor(
    private readonly oauth: OAuthClient,
    private readonly vault: TokenVault,
    private readonly callerTokens: CallerTokens,
  ) {}

  /**
   * @param rejected a token that Wix has just refused; another one is issued.
   * @throws IdentityNotAllowedError (403) when the caller came with a signed `instance` value, InvalidTokenError (401)
   * when Wix no longer takes the caller's token, TokenUnavailableError (503), ElevationRefusedError (502); of a session
   * also what its renewal throws.
   */
  unboundToken(instance: InstanceContext, rejected?: AccessToken): AccessToken | Promise<AccessToken> {
    const session = this.callerTokens.ofSession(instance);
    if (session !== undefined) return rejected === undefined ? session.accessToken : session.renew();
    const token = this.callerTokens.of(instance);
    if (token === undefined) {
      throw new IdentityNotAllowedError(
        'This route calls Wix as you, which a signed instance value cannot do. Send an access token.',
      );
    }
    return this.vault.unboundToken(instance.instanceId, token, () => this.#unbind(token, instance), rejected);
  }

  async #unbind(token: string, instance: InstanceContext): Promise<IssuedToken> {
    try {
      const issued = await this.oauth.unbind(token, instance.instanceId);
      // It stands for the caller's token, and so must not outlive it.
      return { ...issued, expiresAt: Math.min(issued.expiresAt, instance.expiresAt) };
    } catch (error) {
      if (error instanceof OAuthUnavailableError) throw new TokenUnavailableError(error.retryAfterSeconds);
      if (!(error instanceof OAuthRefusedError)) throw error;
      if (error.isOfGrant) throw new InvalidTokenError();
      throw error.isOfApp ? new ElevationRefusedError() : new TokenUnavailableError();
    }
  }
}
