const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long each part of a session lasts, in milliseconds. */
export const SESSION_LIFETIMES = {
  /** Unused for so long, it ends: a forgotten device, and about as long as a cart is worth keeping. */
  idle: 30 * DAY_MS,
  /** However much it is used: what a stolen cookie is worth at most. Browsers keep none for much longer (400 days, RFC 6265bis). */
  absolute: 365 * DAY_MS,
  /** A cookie whose visitor has not begun, of which the database knows nothing yet. */
  unused: DAY_MS,
  /** Requests of other tabs are still under way with the old id when a browser gets a new one: they must not replace it. */
  changeover: MINUTE_MS,
  /** How exactly the last use is known: one write in so long. */
  useGranularity: HOUR_MS,
} as const;
