import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { Randomness } from '../config/randomness';
import type { AppId, InstanceId } from '../identifiers/guid';
import { AppSecrets } from './app-secrets';
import { CallBudgets } from './call-budgets';
import type { IssuedToken } from './issued-token';
import { readIssuedToken } from './issued-token.schema';
import { readRefusal } from './oauth-refusal';
import { OAuthRefusedError, OAuthUnavailableError } from './oauth.error';
import { OAuthTransport } from './oauth.transport';
import { Deadline } from './resilience/deadline';
import type { UpstreamOperation } from './resilience/upstream-operation';
import { TOKEN_PATHS, type TokenKind, TokenOperations } from './token-operations';

/** One request for a token. The names in the body are Wix's: some grants spell them with underscores, some in camel case. */
interface TokenRequest {
  readonly kind: TokenKind;
  readonly body: Readonly<Record<string, string>>;
  /** Whose budget it is taken from, where that is known. */
  readonly instanceId?: InstanceId;
  /** Whether it may be sent twice: not a code, which Wix takes once, nor what makes a new visitor each time. */
  readonly repeatable: boolean;
}

/**
 * Gets access tokens from Wix. Nothing is remembered here of the answers. A request is made once, but for the
 * second secret of a rotation and at most one retry of each, all within one deadline.
 *
 * Every method throws `OAuthRefusedError` when Wix said no, and `OAuthUnavailableError` when it gave no usable answer,
 * or is not asked because it gave none just now; CodedError `overloaded`, and those that know their instance `wix_rate_limited`.
 */
@Injectable()
export class OAuthClient {
  readonly #secrets: AppSecrets;
  readonly #operations: TokenOperations;

  constructor(
    private readonly transport: OAuthTransport,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    randomness: Randomness,
    private readonly budgets: CallBudgets,
  ) {
    this.#secrets = new AppSecrets(config.app.secrets);
    this.#operations = new TokenOperations(config, clock, randomness);
  }

  /** The app's own token for one instance: what elevated calls carry. Lives 4 hours, has no refresh token. */
  forInstance(instanceId: InstanceId): Promise<IssuedToken> {
    const body = { grant_type: 'client_credentials', client_id: this.config.app.id, instance_id: instanceId };
    return this.issueWithSecret({ kind: 'app token', body, instanceId, repeatable: true });
  }

  /** The app's token by custom authentication (legacy). Lives 5 minutes; store the refresh token that comes with it. */
  fromRefreshToken(refreshToken: string, instanceId: InstanceId): Promise<IssuedToken> {
    const body = { grant_type: 'refresh_token', client_id: this.config.app.id, refresh_token: refreshToken };
    return this.issueWithSecret({ kind: 'app token by refresh token', body, instanceId, repeatable: true });
  }

  /** The first tokens of an installation by custom authentication (legacy). A code lives 10 minutes. */
  fromLegacyCode(code: string): Promise<IssuedToken> {
    const body = { grant_type: 'authorization_code', client_id: this.config.app.id, code };
    return this.issueWithSecret({ kind: 'app token by code', body, repeatable: false });
  }

  /** Trades a front-end's token, which may be bound to its browser session, for one of the same identity that is not. */
  unbind(accessToken: string, instanceId: InstanceId): Promise<IssuedToken> {
    const body = { grant_type: 'strip_bound_session', access_token: accessToken };
    return this.issueWithSecret({ kind: 'unbound token', body, instanceId, repeatable: true });
  }

  /** The tokens of a new visitor of a headless site. Each call makes another visitor. */
  anonymous(clientId: AppId): Promise<IssuedToken> {
    const body = { clientId, grantType: 'anonymous' };
    return this.issue({ kind: 'visitor token', body, repeatable: false }, this.deadline());
  }

  /** A new access token for the same visitor or member of a headless site. */
  refresh(clientId: AppId, refreshToken: string): Promise<IssuedToken> {
    const body = { clientId, refreshToken, grantType: 'refresh_token' };
    return this.issue({ kind: 'session token by refresh token', body, repeatable: true }, this.deadline());
  }

  /** The tokens of a member of a headless site who just logged in (RFC 6749 §4.1.3, with PKCE: RFC 7636). */
  exchangeCode(clientId: AppId, code: string, codeVerifier: string, redirectUri: string): Promise<IssuedToken> {
    const body = { clientId, grantType: 'authorization_code', redirectUri, code, codeVerifier };
    return this.issue({ kind: 'session token by code', body, repeatable: false }, this.deadline());
  }

  private issueWithSecret(request: TokenRequest): Promise<IssuedToken> {
    const deadline = this.deadline();
    return this.#secrets.try((secret) =>
      this.issue({ ...request, body: { ...request.body, client_secret: secret.reveal() } }, deadline),
    );
  }

  private issue(request: TokenRequest, deadline: Deadline): Promise<IssuedToken> {
    const { kind, instanceId, repeatable } = request;
    const operation = this.#operations.of(kind);
    return operation.run({
      deadline,
      repeatable,
      admit: () => (instanceId === undefined ? undefined : this.budgets.take(instanceId)),
      attempt: (deadlineMs) => this.attempt(request, operation, deadlineMs),
    });
  }

  private async attempt(
    { kind, body, instanceId }: TokenRequest,
    operation: UpstreamOperation,
    deadlineMs: number,
  ): Promise<IssuedToken> {
    const path = TOKEN_PATHS[kind];
    const sentAt = this.clock.now();
    try {
      const { status, json, requestId } = await this.transport.post(path, body, deadlineMs);
      if (status !== 200) {
        throw new OAuthRefusedError(`POST ${path}`, status, readRefusal(json), requestId);
      }
      const token = readIssuedToken(json, sentAt);
      if (token === undefined) {
        throw new OAuthUnavailableError(`POST ${path}`, 'bad body', requestId);
      }
      return token;
    } catch (error) {
      if (error instanceof OAuthUnavailableError) {
        this.honour(error, operation, instanceId);
      }
      throw error;
    }
  }

  /** Waits as Wix asked: with a 429 the instance that it was for, with a 503 all requests of its kind. */
  private honour(
    { reason, retryAfterSeconds }: OAuthUnavailableError,
    operation: UpstreamOperation,
    instanceId: InstanceId | undefined,
  ): void {
    if (reason === 'status 429' && instanceId !== undefined) {
      this.budgets.throttled(instanceId, retryAfterSeconds);
    } else if (retryAfterSeconds !== undefined && (reason === 'status 429' || reason === 'status 503')) {
      operation.pauseFor(retryAfterSeconds);
    }
  }

  private deadline(): Deadline {
    return new Deadline(this.config.wix.tokenTimeoutMs);
  }
}
