import type { AppConfig } from '../config/app-config';
import { CommandClient } from './command.client';
import { commandSocketPath } from './command.socket';
import { createDatabase } from './create-database';
import { SystemDatabase } from './system.database';

/** Answers a command with JSON. Commands are JSON too, for they may come from another process. */
export type RunCommand = (command: unknown) => Promise<unknown>;

/**
 * For programs that look into the database: commands go to the gateway that has the embedded database open, where there is
 * one; else the database is opened for the time of `work`.
 *
 * @param open answers the commands on the database itself
 */
export async function withCommands(
  { database: settings }: AppConfig,
  subject: string,
  open: (database: SystemDatabase) => RunCommand,
  work: (run: RunCommand) => Promise<void>,
): Promise<void> {
  const path = commandSocketPath(settings);
  const client = path === undefined ? undefined : await CommandClient.connect(path);
  if (client !== undefined) {
    await work((command) => client.run(subject, command)).finally(() => {
      client.close();
    });
    return;
  }
  const database = createDatabase(settings);
  try {
    await work(open(new SystemDatabase(database)));
  } finally {
    await database.onApplicationShutdown();
  }
}
