import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { loadConfig } from '../config/load-config';
import { type RunCommand, withCommands } from '../database/run-commands';
import type { SystemDatabase } from '../database/system.database';
import { InboxAdministration, type ListedEvent } from './inbox.administration';
import { type InboxCommand, inboxCommand, runInboxCommand } from './inbox.commands';

const USAGE = `npm run webhooks -- list [--state <state>]   every event, the newest first
npm run webhooks -- show <id>                one event with what Wix signed
npm run webhooks -- replay <id>              has a dead letter handled again
npm run webhooks -- discard <id>             gives an event up
--json prints JSON. States: pending, handled, unknown_type, dead_letter, discarded.`;

/** `npm run webhooks`: looks into the inbox, through the gateway where that has the embedded database to itself. */
async function main(): Promise<void> {
  // Everything else that Nest logs goes where the answer does.
  Logger.overrideLogger(['error']);
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, state: { type: 'string' } },
  });
  const [action, id] = positionals;
  const given = { action, ...(id !== undefined && { id }), ...(values.state !== undefined && { state: values.state }) };
  const read = inboxCommand.safeParse(given);
  if (!read.success) throw new Error(USAGE);
  const command = read.data;
  const config = loadConfig();
  const open = (database: SystemDatabase): RunCommand => {
    const inbox = new InboxAdministration(database, config.app.id);
    return (given) => runInboxCommand(inbox, inboxCommand.parse(given));
  };
  await withCommands(config, 'webhooks', open, async (run) => {
    if (command.action === 'list') await printList(run, command, values.json);
    else printOne(await run(command), values.json);
  });
}

/** A JSON array with an event a line, or a table. */
async function printList(run: RunCommand, command: InboxCommand & { action: 'list' }, json: boolean): Promise<void> {
  if (json) process.stdout.write('[');
  let separator = '\n';
  for (let before: number | undefined; ;) {
    // The gateway's answer is of this very build.
    const page = (await run({ ...command, ...(before !== undefined && { before }) })) as readonly ListedEvent[];
    for (const { arrival, ...event } of page) {
      before = arrival;
      process.stdout.write(json ? `${separator}${JSON.stringify(event)}` : `${rowOf(event)}\n`);
      separator = ',\n';
    }
    if (page.length === 0) break;
  }
  if (json) process.stdout.write('\n]\n');
}

function rowOf({ id, eventType, instanceId, state, attempts }: Omit<ListedEvent, 'arrival'>): string {
  return [state.padEnd(12), String(attempts).padStart(2), id.padEnd(36), instanceId ?? '-', eventType].join('  ');
}

function printOne(answer: unknown, json: boolean): void {
  const event = z.record(z.string(), z.unknown()).nullable().parse(answer);
  if (event === null) throw new Error('There is no such event, or its state does not allow that.');
  delete event.arrival;
  if (json) console.log(JSON.stringify(event));
  else for (const [name, value] of Object.entries(event)) console.log(`${name.padEnd(12)}${String(value)}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
