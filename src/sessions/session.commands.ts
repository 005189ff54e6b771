import { z } from 'zod';
import type { SessionAdministration } from './session.administration';

/** What the command asks for: of the database itself, or of the gateway that has it open. */
export const sessionCommand = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('list'), subjectId: z.string().optional() }),
  z.strictObject({ action: z.literal('end'), subjectId: z.string() }),
]);

/** The answer to a command, as JSON: the sessions, or how many were ended. */
export function runSessionCommand(sessions: SessionAdministration, command: unknown): Promise<unknown> {
  const { action, subjectId } = sessionCommand.parse(command);
  return action === 'list' ? sessions.list(subjectId) : sessions.end(subjectId);
}
