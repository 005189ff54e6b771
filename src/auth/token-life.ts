import type { Randomness } from '../config/randomness';

/** A call that starts with a token also ends with it. */
const MARGIN_MS = 60_000;
/** Of the life of a token that is so short that a minute is much of it. */
const MARGIN_SHARE = 0.2;
const RENEWAL_SHARE = 0.8;
/** So that tokens which began together, in many processes, are not renewed together. */
const JITTER = 0.05;

/** When a token was asked for, and when it ends. Milliseconds since 1970. */
export interface Life {
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Until when a token is handed out: not in its last minute, nor in the last fifth of a life shorter than five. */
export function usableUntil({ issuedAt, expiresAt }: Life): number {
  return expiresAt - Math.min(MARGIN_MS, (expiresAt - issuedAt) * MARGIN_SHARE);
}

/** From when on a use of the token also renews it: at 80 % of its life, give or take 5 %, and while it is usable. */
export function renewAt(life: Life, randomness: Randomness): number {
  const share = RENEWAL_SHARE + JITTER * (2 * randomness.next() - 1);
  const latest = (usableUntil(life) - life.issuedAt) * 0.9;
  return life.issuedAt + Math.min((life.expiresAt - life.issuedAt) * share, latest);
}
