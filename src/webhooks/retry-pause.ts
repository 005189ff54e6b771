/** After so many attempts an event is a dead letter. */
export const MAX_ATTEMPTS = 8;
const FIRST_MS = 1_000;

/**
 * How long to wait after the `attempts`th attempt, in milliseconds: 1 s, doubled each time, with half of it at random so
 * that events that failed together are not tried together. `undefined` after the last.
 *
 * @param random 0 to 1
 */
export function retryPause(attempts: number, random: number): number | undefined {
  return attempts >= MAX_ATTEMPTS ? undefined : FIRST_MS * 2 ** (attempts - 1) * (0.5 + random / 2);
}
