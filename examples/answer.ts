import { isProblem, type Problem } from '@liftgate/client';

/** A problem of the gateway, on its way to where the page shows it. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/**
 * What a call of the gateway answered.
 *
 * @throws ProblemError for a problem; whatever `fetch` throws when nobody answers
 */
export async function answerOf<Data>(
  call: Promise<{ readonly data?: Data | undefined; readonly error?: unknown }>,
): Promise<Data> {
  const { data, error } = await call;
  if (data !== undefined) return data;
  throw isProblem(error) ? new ProblemError(error) : new Error('Something in front of the gateway answered.');
}
