import type { AccessToken } from '../wix/access-token';

declare const kind: unique symbol;

/** SHA-256 of a session cookie's value, base64url: names the session and cannot be turned back into the cookie. */
export type SessionHash = string & { readonly [kind]: 'SessionHash' };

/** A member logged in; a visitor did not. */
export type SessionRole = 'visitor' | 'member';

/** What Wix issued for a session. It never leaves the server. */
export interface SessionTokens {
  readonly accessToken: AccessToken;
  /** Of the access token, in milliseconds since 1970. */
  readonly expiresAt: number;
  readonly refreshToken: string;
  readonly role: SessionRole;
}

/** Tokens with the moment at which Wix was asked for them, in milliseconds since 1970. */
export interface KeptTokens extends SessionTokens {
  readonly issuedAt: number;
}

/** A live session. */
export interface Session {
  readonly hash: SessionHash;
  /** `undefined` until the visitor begins. */
  readonly tokens: KeptTokens | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A session that speaks for somebody. */
export type SessionWithTokens = Session & { readonly tokens: KeptTokens };
