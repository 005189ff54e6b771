import type { Instance } from '../sites/instance';

export const SUBJECT_TYPES = ['VISITOR', 'MEMBER', 'USER', 'APP'] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

export interface Subject {
  readonly type: SubjectType;
  readonly id: string;
}

/** Whom a token speaks for: what access and refresh tokens have in common. */
export interface Grant {
  readonly subject: Subject;
  /** The app, or the OAuth app of a headless site, that it was issued to. */
  readonly clientId: string;
  /** Absent when the client has no instance, as for client_credentials without one. */
  readonly instance: Instance | undefined;
  /** The instance's generation at the time of issue. */
  readonly generation: number | undefined;
}

export interface AccessToken extends Grant {
  readonly value: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly revoked: boolean;
  /** Usable against APIs only after strip_bound_session. */
  readonly bound: boolean;
}

export interface RefreshToken extends Grant {
  readonly value: string;
}

/** Whether the installation that a token belongs to is still there. */
export function isInstalled({ instance, generation }: Grant): boolean {
  return instance === undefined || (instance.installed && instance.generation === generation);
}

/** The token in an `Authorization` value, with or without `Bearer`; Wix accepts both. */
export function withoutBearer(authorization: string): string {
  return authorization.replace(/^Bearer +/i, '');
}
