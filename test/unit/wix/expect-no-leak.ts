import { inspect } from 'node:util';

/** Looks at an error in every way in which one reaches a log, and expects none of the texts there. */
export function expectNoLeak(error: unknown, ...texts: readonly string[]): void {
  const { message, stack, cause } = error as Error;
  const looks = [
    message,
    stack,
    String(error),
    String(cause),
    JSON.stringify(error),
    JSON.stringify(cause),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    inspect(error, { depth: null, showHidden: true }),
  ].join('\n');
  for (const text of texts) {
    expect(looks).not.toContain(text);
  }
}

/** The error a promise ends in; fails when it does not. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected an error');
}
