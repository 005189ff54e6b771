import { Logger } from '@nestjs/common';
import { loadConfig } from '../config/load-config';
import { type RunCommand, withCommands } from '../database/run-commands';
import type { SystemDatabase } from '../database/system.database';
import { SessionAdministration } from './session.administration';
import { runSessionCommand, sessionCommand } from './session.commands';

const USAGE = `npm run sessions -- list [<id>]   the live sessions, of one visitor or member if an id is given, as JSON
npm run sessions -- end <id>      ends every session of a visitor or member`;

/** `npm run sessions`: lists sessions and ends them, through the gateway where that has the embedded database to itself. */
async function main([action, subjectId, ...more]: readonly string[]): Promise<void> {
  // Everything else that Nest logs goes where the answer does.
  Logger.overrideLogger(['error']);
  const { success, data: command } = sessionCommand.safeParse({ action, subjectId });
  if (!success || more.length > 0) throw new Error(USAGE);
  const config = loadConfig();
  const open = (database: SystemDatabase): RunCommand => {
    const sessions = new SessionAdministration(database, config.app.id);
    return (given) => runSessionCommand(sessions, given);
  };
  await withCommands(config, 'sessions', open, async (run) => {
    const answer = await run(command);
    console.log(command.action === 'list' ? JSON.stringify(answer, null, 2) : `${String(answer)} ended`);
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
