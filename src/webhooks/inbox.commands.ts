import { z } from 'zod';
import type { InboxAdministration } from './inbox.administration';

/** What the command asks for: of the inbox itself, or of the gateway that has it open. */
export const inboxCommand = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('list'),
    state: z.enum(['pending', 'handled', 'unknown_type', 'dead_letter', 'discarded']).optional(),
    before: z.number().int().optional(),
  }),
  z.strictObject({ action: z.enum(['show', 'replay', 'discard']), id: z.string().min(1).max(300) }),
]);

export type InboxCommand = z.output<typeof inboxCommand>;

/** The answer to a command: JSON, `null` when there is no such event or nothing can be done with it. */
export async function runInboxCommand(inbox: InboxAdministration, command: InboxCommand): Promise<unknown> {
  if (command.action === 'list') return inbox.list(command.state, command.before);
  return (await inbox[command.action](command.id)) ?? null;
}
