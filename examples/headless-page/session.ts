import type { createLiftgateClient } from '@liftgate/client';
import { answerOf } from '../answer';

interface Identity {
  readonly type: 'VISITOR' | 'MEMBER';
  readonly id: string;
}

/**
 * Whom this browser's session speaks for, before anything else is asked. Under a lock: tabs that open together would
 * otherwise each get a session, and each a visitor.
 *
 * @throws ProblemError, such as `session_expired` of a member who has to log in again
 */
export function openSession(liftgate: ReturnType<typeof createLiftgateClient>): Promise<Identity> {
  return navigator.locks.request('session', async () => {
    const ask = async (): Promise<Identity | null> => (await answerOf(liftgate.GET('/api/auth/session'))).identity;
    // The first answer to a new browser brings the cookie; the visitor begins with the next request.
    const identity = (await ask()) ?? (await ask());
    if (identity === null) throw new Error('This browser keeps no cookies.');
    return identity;
  });
}
