import { Injectable } from '@nestjs/common';
import { AnonymousGrant } from './anonymous.grant';
import { AuthorizationCodeGrant } from './authorization-code.grant';
import { AuthorizedClientGrant } from './authorized-client.grant';
import { ClientCredentialsGrant } from './client-credentials.grant';
import type { GrantHandler } from './grant-handler';
import { RefreshTokenGrant } from './refresh-token.grant';
import { StripBoundSessionGrant } from './strip-bound-session.grant';

export const GRANTS = [
  ClientCredentialsGrant,
  StripBoundSessionGrant,
  AnonymousGrant,
  RefreshTokenGrant,
  AuthorizationCodeGrant,
  AuthorizedClientGrant,
] as const;

/** Finds the handler of a `grant_type`. */
@Injectable()
export class GrantHandlers {
  readonly #handlers: ReadonlyMap<string, GrantHandler>;

  constructor(
    clientCredentials: ClientCredentialsGrant,
    stripBoundSession: StripBoundSessionGrant,
    anonymous: AnonymousGrant,
    refreshToken: RefreshTokenGrant,
    authorizationCode: AuthorizationCodeGrant,
    authorizedClient: AuthorizedClientGrant,
  ) {
    const handlers: readonly GrantHandler[] = [
      clientCredentials,
      stripBoundSession,
      anonymous,
      refreshToken,
      authorizationCode,
      authorizedClient,
    ];
    this.#handlers = new Map(handlers.map((handler) => [handler.grantType, handler]));
  }

  find(grantType: string): GrantHandler | undefined {
    return this.#handlers.get(grantType);
  }
}
