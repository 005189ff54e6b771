export interface Refusal {
  readonly allowed: false;
  /** Whole seconds until the next window, 1 to 60. */
  readonly retryAfterSeconds: number;
}

/** Whether a request may pass. */
export type Decision = { readonly allowed: true } | Refusal;

/** How many more may pass in a window, one at least; or the refusal of all of them. */
export type Room = number | Refusal;

/** The one positive answer: it carries nothing, so the hot path allocates nothing. */
export const ALLOWED: Decision = Object.freeze({ allowed: true });

/** @param endsAt end of the window, on the same clock as `now`, in milliseconds */
export function refusalUntil(endsAt: number, now: number): Refusal {
  return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil((endsAt - now) / 1_000)) };
}
