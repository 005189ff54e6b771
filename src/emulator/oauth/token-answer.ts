import type { AccessToken, RefreshToken } from '../tokens/access-token';

/** Answer of the token endpoint, RFC 6749 section 5.1: always snake_case. */
export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
  readonly refresh_token?: string;
}

export function tokenAnswer(access: AccessToken, refresh?: RefreshToken): TokenAnswer {
  return {
    access_token: access.value,
    token_type: 'Bearer',
    expires_in: access.expiresAt - access.issuedAt,
    ...(refresh && { refresh_token: refresh.value }),
  };
}
