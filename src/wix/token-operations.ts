import type { AppConfig } from '../config/app-config';
import type { Clock } from '../config/clock';
import type { Randomness } from '../config/randomness';
import { CONCURRENT_REQUESTS, oauthOperation } from './oauth-operation';
import type { UpstreamOperation } from './resilience/upstream-operation';

/** What Wix is asked for, and where. */
export const TOKEN_PATHS = {
  'app token': '/oauth2/token',
  'app token by refresh token': '/oauth/access',
  'app token by code': '/oauth/access',
  'unbound token': '/oauth2/token',
  'visitor token': '/oauth2/token',
  'session token by refresh token': '/oauth2/token',
  'session token by code': '/oauth2/token',
} as const;

export type TokenKind = keyof typeof TOKEN_PATHS;

/** Connections that they can take in all. */
export const TOKEN_CONNECTIONS = Object.keys(TOKEN_PATHS).length * CONCURRENT_REQUESTS;

/** The protection of the requests for each kind of token: what browsers can bring about stops no app token. */
export class TokenOperations {
  readonly #operations = new Map<TokenKind, UpstreamOperation>();

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  of(kind: TokenKind): UpstreamOperation {
    const known = this.#operations.get(kind);
    if (known !== undefined) return known;
    const operation = oauthOperation(kind, this.config.wix.tokenTimeoutMs, this.clock, this.randomness);
    this.#operations.set(kind, operation);
    return operation;
  }
}
