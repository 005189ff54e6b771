/** After so many attempts that failed an event is a dead letter. */
const MAX_FAILURES = 8;
const FIRST_MS = 1_000;

/**
 * How long to wait after the `failures`th attempt that failed, in milliseconds: 1 s, doubled each time, with half of it at random so
 * that events that failed together are not tried together. `undefined` after the last.
 *
 * @param random 0 to 1
 */
export function retryPause(failures: number, random: number): number | undefined {
  return failures >= MAX_FAILURES ? undefined : FIRST_MS * 2 ** (failures - 1) * (0.5 + random / 2);
}
