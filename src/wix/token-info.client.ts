import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { CodedError } from '../errors/coded.error';
import { OAuthUnavailableError } from './oauth.error';
import { OAuthTransport } from './oauth.transport';
import type { OAuthReply } from './oauth.transport';
import type { TokenInfo } from './token-info';
import { readTokenInfo } from './token-info.schema';

const PATH = '/oauth2/token-info';
const DEFAULT_RETRY_SECONDS = 2;

/** Asks Wix whose a token is (`POST /oauth2/token-info`). One attempt, nothing remembered. */
@Injectable()
export class TokenInfoClient {
  constructor(
    private readonly transport: OAuthTransport,
    private readonly config: AppConfig,
  ) {}

  /**
   * @param token an access token or a signed `instance` value, bare: it is passed on as it is
   * @throws CodedError `token_info_unavailable` with `retryAfterSeconds` whenever Wix did not say clearly yes or no
   */
  async ask(token: string): Promise<TokenInfo> {
    try {
      const deadline = AbortSignal.timeout(this.config.wix.tokenInfoTimeoutMs);
      return read(await this.transport.post(PATH, { token }, deadline));
    } catch (error) {
      if (!(error instanceof OAuthUnavailableError)) {
        throw error;
      }
      throw new CodedError('token_info_unavailable', 'Wix could not say whose token this is. Try again shortly.', {
        retryAfterSeconds: error.retryAfterSeconds ?? DEFAULT_RETRY_SECONDS,
        cause: error,
      });
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
