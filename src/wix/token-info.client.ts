import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { Randomness } from '../config/randomness';
import { Telemetry } from '../config/telemetry';
import { CodedError } from '../errors/coded.error';
import { OAuthUnavailableError } from './oauth.error';
import { oauthOperation } from './oauth-operation';
import { OAuthTransport } from './oauth.transport';
import type { OAuthReply } from './oauth.transport';
import { Deadline } from './resilience/deadline';
import type { UpstreamOperation } from './resilience/upstream-operation';
import type { TokenInfo } from './token-info';
import { readTokenInfo } from './token-info.schema';
import { failedOutcome } from './wix-call.outcome';

const PATH = '/oauth2/token-info';
const DEFAULT_RETRY_SECONDS = 2;

/**
 * Asks Wix whose a token is (`POST /oauth2/token-info`). Nothing is remembered of the answers. At most one retry; none is asked
 * while the circuit is open, nor before the time that Wix named with a 429 or 503.
 */
@Injectable()
export class TokenInfoClient {
  readonly #operation: UpstreamOperation;
  #lastUnavailable: CodedError | undefined;

  constructor(
    private readonly transport: OAuthTransport,
    private readonly config: AppConfig,
    clock: Clock,
    randomness: Randomness,
    private readonly telemetry: Telemetry,
  ) {
    this.#operation = oauthOperation(`POST ${PATH}`, config.wix.tokenInfoTimeoutMs, clock, randomness);
  }

  /**
   * @param token an access token or a signed `instance` value, bare: it is passed on as it is
   * @throws CodedError `token_info_unavailable` with `retryAfterSeconds` whenever Wix did not say clearly yes or no;
   *   `overloaded` when too many are being asked about
   */
  async ask(token: string): Promise<TokenInfo> {
    try {
      return await this.#operation.run({
        deadline: new Deadline(this.config.wix.tokenInfoTimeoutMs),
        repeatable: true,
        admit: () => undefined,
        attempt: (deadlineMs) => this.attempt(token, deadlineMs),
      });
    } catch (error) {
      if (!(error instanceof OAuthUnavailableError)) {
        throw error;
      }
      throw this.unavailable(error);
    }
  }

  /** One error for all who are refused for one cause, as the operation's own refusals are, and for the same reason. */
  private unavailable(cause: OAuthUnavailableError): CodedError {
    if (this.#lastUnavailable?.cause === cause) return this.#lastUnavailable;
    return (this.#lastUnavailable = new CodedError(
      'token_info_unavailable',
      'Wix could not say whose token this is. Try again shortly.',
      { retryAfterSeconds: cause.retryAfterSeconds ?? DEFAULT_RETRY_SECONDS, cause },
    ));
  }

  private async attempt(token: string, deadlineMs: number): Promise<TokenInfo> {
    try {
      const info = read(await this.transport.post(PATH, { token }, deadlineMs));
      this.telemetry.count('token_info_requests', { outcome: info.active ? 'active' : 'refused' });
      return info;
    } catch (error) {
      this.telemetry.count('token_info_requests', { outcome: failedOutcome(error) });
      if (error instanceof OAuthUnavailableError) {
        this.honour(error);
      }
      throw error;
    }
  }

  /** A 503 without `Retry-After` may be over in a moment; a 429 is not, whether it says so or not. */
  private honour({ reason, retryAfterSeconds }: OAuthUnavailableError): void {
    if (reason === 'status 429' || (reason === 'status 503' && retryAfterSeconds !== undefined)) {
      this.#operation.pauseFor(retryAfterSeconds ?? DEFAULT_RETRY_SECONDS);
    }
  }
}

/** How Wix refuses a token is not documented: an explicit refusal is `active` other than true, or 400 or 401 with JSON. */
function read({ status, json, requestId }: OAuthReply): TokenInfo {
  if (status !== 200 && status !== 400 && status !== 401) {
    throw new OAuthUnavailableError(`POST ${PATH}`, `status ${status}`, requestId);
  }
  const info = status === 200 ? readTokenInfo(json) : isObject(json) ? ({ active: false } as const) : undefined;
  if (info === undefined) {
    throw new OAuthUnavailableError(`POST ${PATH}`, 'bad body', requestId);
  }
  return info;
}

function isObject(json: unknown): boolean {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
