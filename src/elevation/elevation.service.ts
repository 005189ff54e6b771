import { Injectable } from '@nestjs/common';
import type { AppIdentity } from '../auth/app-identity';
import { TokenVault } from '../auth/token-vault';
import { Telemetry } from '../config/telemetry';
import type { AccessToken } from '../wix/access-token';
import type { IssuedToken } from '../wix/issued-token';
import { OAuthClient } from '../wix/oauth.client';
import { OAuthRefusedError, OAuthUnavailableError } from '../wix/oauth.error';
import { failedOutcome } from '../wix/wix-call.outcome';
import { AppNotInstalledError, ElevationRefusedError, ElevationUnavailableError } from './elevation.error';
import { RefreshTokenStore } from './refresh-token.store';

const RETRY_AFTER_SECONDS = 5;

/** Issues app tokens: the only way from a granted AppIdentity to a token that acts as the app. */
@Injectable()
export class ElevationService {
  constructor(
    private readonly oauth: OAuthClient,
    private readonly vault: TokenVault,
    private readonly refreshTokens: RefreshTokenStore,
    private readonly telemetry: Telemetry,
  ) {}

  /**
   * The app token for the identity's instance, from the vault while it lasts.
   *
   * @param rejected a token that Wix has just refused; another one is issued.
   * @throws ElevationUnavailableError (503), ElevationRefusedError (502), AppNotInstalledError (403)
   */
  appToken(identity: AppIdentity, rejected?: AccessToken): AccessToken | Promise<AccessToken> {
    return this.vault.appToken(identity.instance.instanceId, () => this.#issue(identity), rejected);
  }

  async #issue({ instance: { instanceId } }: AppIdentity): Promise<IssuedToken> {
    try {
      const refreshToken = await this.refreshTokens.find(instanceId);
      const issued = await (refreshToken === undefined
        ? this.oauth.forInstance(instanceId)
        : this.#fromRefreshToken(instanceId, refreshToken));
      this.telemetry.count('app_token_requests', { outcome: 'issued' });
      this.telemetry.alarm('app_credentials_refused', false);
      return issued;
    } catch (error) {
      throw this.#explained(error);
    }
  }

  async #fromRefreshToken(
    instanceId: AppIdentity['instance']['instanceId'],
    refreshToken: string,
  ): Promise<IssuedToken> {
    const issued = await this.oauth.fromRefreshToken(refreshToken, instanceId);
    if (issued.refreshToken !== undefined) await this.refreshTokens.keep(instanceId, issued.refreshToken);
    return issued;
  }

  #explained(error: unknown): unknown {
    if (error instanceof OAuthUnavailableError) {
      this.telemetry.count('app_token_requests', { outcome: failedOutcome(error) });
      return new ElevationUnavailableError(error.retryAfterSeconds ?? RETRY_AFTER_SECONDS);
    }
    if (!(error instanceof OAuthRefusedError)) return error;
    this.telemetry.count('app_token_requests', { outcome: 'refused' });
    if (error.reason === 'invalid_grant') return new AppNotInstalledError();
    this.telemetry.alarm('app_credentials_refused', true);
    return new ElevationRefusedError();
  }
}
