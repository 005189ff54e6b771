import type { AccessToken } from './access-token';

/** An access token that Wix just issued. */
export interface IssuedToken {
  readonly accessToken: AccessToken;
  /** The one to store from now on; `undefined` when Wix sent none, and then the one in use stays valid. */
  readonly refreshToken: string | undefined;
  /** Milliseconds since 1970, counted from the moment the request was sent, so never later than Wix's own. */
  readonly expiresAt: number;
}
