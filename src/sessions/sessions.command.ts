import { Logger } from '@nestjs/common';
import { loadConfig } from '../config/load-config';
import { createDatabase } from '../database/create-database';
import { SystemDatabase } from '../database/system.database';
import { SessionAdministration } from './session.administration';

const USAGE = `npm run sessions -- list [<id>]   the live sessions, of one visitor or member if an id is given, as JSON
npm run sessions -- end <id>      ends every session of a visitor or member
On the embedded database, stop the gateway first.`;

/** `npm run sessions`: lists sessions, and ends them. */
async function main([action, subjectId, ...more]: readonly string[]): Promise<void> {
  // Everything else that Nest logs goes where the answer does.
  Logger.overrideLogger(['error']);
  const isList = action === 'list';
  if (more.length > 0 || !(isList || (action === 'end' && subjectId !== undefined))) throw new Error(USAGE);
  const { database, app } = loadConfig();
  const opened = createDatabase(database);
  const sessions = new SessionAdministration(new SystemDatabase(opened), app.id);
  try {
    if (isList) console.log(JSON.stringify(await sessions.list(subjectId), null, 2));
    else console.log(`${await sessions.end(subjectId ?? '')} ended`);
  } finally {
    await opened.onApplicationShutdown();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
