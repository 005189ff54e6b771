import { z } from 'zod';

/**
 * A setting read from text: `parse` answers `undefined` for what it does not accept, and `expected` completes the mistake
 * `NAME: expected …`. The text itself is never repeated: it may be a secret, or hold one put under the wrong name.
 */
export function setting<T>(expected: string, parse: (text: string) => T | undefined) {
  return z.string({ error: `expected ${expected}, but it is not set` }).transform((text, context): T => {
    const value = parse(text);
    if (value === undefined) {
      context.addIssue(`expected ${expected}`);
      return z.NEVER;
    }
    return value;
  });
}

/** A decimal integer without sign, leading zeros, spaces or exponent. */
export function integer(least: number, most: number) {
  return setting(`an integer from ${least} to ${most}`, (text) => {
    const value = /^(0|[1-9]\d*)$/.test(text) ? Number(text) : NaN;
    return value >= least && value <= most ? value : undefined;
  });
}

export function flag() {
  return setting('true, false, 1 or 0', (text) => {
    if (text === 'true' || text === '1') return true;
    return text === 'false' || text === '0' ? false : undefined;
  });
}

/** One of a few words, spelled exactly. */
export function choice<const Word extends string>(words: readonly Word[]) {
  return setting(`one of ${words.join(', ')}`, (text) => words.find((word) => word === text));
}
