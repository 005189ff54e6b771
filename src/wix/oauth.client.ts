import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import type { AppId, InstanceId } from '../identifiers/guid';
import { AppSecrets } from './app-secrets';
import type { IssuedToken } from './issued-token';
import { readIssuedToken } from './issued-token.schema';
import { readRefusal } from './oauth-refusal';
import { OAuthRefusedError, OAuthUnavailableError } from './oauth.error';
import { OAuthTransport } from './oauth.transport';

type Body = Readonly<Record<string, string>>;
type Path = '/oauth2/token' | '/oauth/access';

/**
 * Gets access tokens from Wix. Nothing is remembered here, and no call is made twice but for the second secret of a rotation,
 * which shares the deadline of the first. The names in the bodies are Wix's: some grants spell them with
 * underscores, some in camel case.
 *
 * Every method throws `OAuthRefusedError` when Wix said no, and `OAuthUnavailableError` when it gave no usable answer.
 */
@Injectable()
export class OAuthClient {
  readonly #secrets: AppSecrets;

  constructor(
    private readonly transport: OAuthTransport,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {
    this.#secrets = new AppSecrets(config.app.secrets);
  }

  /** The app's own token for one instance: what elevated calls carry. Lives 4 hours, has no refresh token. */
  forInstance(instanceId: InstanceId): Promise<IssuedToken> {
    return this.issueWithSecret('/oauth2/token', {
      grant_type: 'client_credentials',
      client_id: this.config.app.id,
      instance_id: instanceId,
    });
  }

  /** The app's token by custom authentication (legacy). Lives 5 minutes; store the refresh token that comes with it. */
  fromRefreshToken(refreshToken: string): Promise<IssuedToken> {
    return this.issueWithSecret('/oauth/access', {
      grant_type: 'refresh_token',
      client_id: this.config.app.id,
      refresh_token: refreshToken,
    });
  }

  /** The first tokens of an installation by custom authentication (legacy). A code lives 10 minutes. */
  fromLegacyCode(code: string): Promise<IssuedToken> {
    return this.issueWithSecret('/oauth/access', {
      grant_type: 'authorization_code',
      client_id: this.config.app.id,
      code,
    });
  }

  /** Trades a front-end's token, which may be bound to its browser session, for one of the same identity that is not. */
  unbind(accessToken: string): Promise<IssuedToken> {
    return this.issueWithSecret('/oauth2/token', { grant_type: 'strip_bound_session', access_token: accessToken });
  }

  /** The tokens of a new visitor of a headless site. Each call makes another visitor. */
  anonymous(clientId: AppId): Promise<IssuedToken> {
    return this.issue('/oauth2/token', { clientId, grantType: 'anonymous' }, this.deadline());
  }

  /** A new access token for the same visitor or member of a headless site. */
  refresh(clientId: AppId, refreshToken: string): Promise<IssuedToken> {
    return this.issue('/oauth2/token', { clientId, refreshToken, grantType: 'refresh_token' }, this.deadline());
  }

  /** The tokens of a member of a headless site who just logged in (RFC 6749 §4.1.3, with PKCE: RFC 7636). */
  exchangeCode(clientId: AppId, code: string, codeVerifier: string, redirectUri: string): Promise<IssuedToken> {
    const body = { clientId, grantType: 'authorization_code', redirectUri, code, codeVerifier };
    return this.issue('/oauth2/token', body, this.deadline());
  }

  private issueWithSecret(path: Path, body: Body): Promise<IssuedToken> {
    const deadline = this.deadline();
    return this.#secrets.try((secret) => this.issue(path, { ...body, client_secret: secret.reveal() }, deadline));
  }

  private async issue(path: Path, body: Body, deadline: AbortSignal): Promise<IssuedToken> {
    const sentAt = this.clock.now();
    const { status, json, requestId } = await this.transport.post(path, body, deadline);
    if (status !== 200) {
      throw new OAuthRefusedError(`POST ${path}`, status, readRefusal(json), requestId);
    }
    const token = readIssuedToken(json, sentAt);
    if (token === undefined) {
      throw new OAuthUnavailableError(`POST ${path}`, 'bad body', requestId);
    }
    return token;
  }

  private deadline(): AbortSignal {
    return AbortSignal.timeout(this.config.wix.tokenTimeoutMs);
  }
}
