import type { AppId, InstanceId, SiteId } from '../identifiers/guid';

/** Whose token it is, as Token Info spells it; everything that Wix may add later is `UNKNOWN`. */
type SubjectType = 'VISITOR' | 'MEMBER' | 'USER' | 'APP' | 'UNKNOWN';

/** Wix called the token active. Whether it is for this app, still valid and allowed to do something is for the caller to say. */
export interface ActiveToken {
  readonly active: true;
  readonly subjectType: SubjectType;
  /** Empty only when `subjectType` is `UNKNOWN`. */
  readonly subjectId: string;
  /** The app, or the OAuth app of a headless site, that the token was issued for. */
  readonly clientId: AppId;
  readonly instanceId: InstanceId | undefined;
  readonly siteId: SiteId | undefined;
  /** The paid plan. */
  readonly vendorProductId: string | undefined;
  /** Milliseconds since 1970. */
  readonly issuedAt: number | undefined;
  /** Milliseconds since 1970. May be past: Wix's word is passed on as it is. */
  readonly expiresAt: number;
}

/** Wix explicitly refused the token. */
export interface RefusedToken {
  readonly active: false;
}

/** What Token Info said of a token. */
export type TokenInfo = ActiveToken | RefusedToken;
