import type { Problem } from '@liftgate/client';
import { ProblemError } from './answer';

/** What a code means to the person in front of the page; other problems are told in the gateway's words. */
const IN_OTHER_WORDS: Partial<Record<Problem['code'], string>> = {
  identity_not_allowed: 'Only the people who run this site may see that.',
  invalid_token: 'This page has been open for too long. Load it again.',
  session_expired: 'You were logged out. Log in again to go on.',
};

/** Says in `notice` what went wrong, with the code that support will ask for; says nothing for `undefined`. */
export function showProblem(notice: HTMLElement, error: unknown): void {
  notice.hidden = error === undefined;
  const problem = error instanceof ProblemError ? error.problem : undefined;
  const code = document.createElement('code');
  code.textContent = problem?.code ?? 'unreachable';
  const text = problem ? (IN_OTHER_WORDS[problem.code] ?? problem.detail) : 'The server cannot be reached. Try again.';
  notice.replaceChildren(text, ' ', code);
}
