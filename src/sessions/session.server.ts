import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { CommandServer } from '../database/command.server';
import { SystemDatabase } from '../database/system.database';
import { SessionAdministration } from './session.administration';
import { runSessionCommand } from './session.commands';

/** Answers `npm run sessions` while this process has the embedded database to itself. */
@Injectable()
export class SessionServer implements OnModuleInit {
  readonly #sessions: SessionAdministration;

  constructor(
    config: AppConfig,
    database: SystemDatabase,
    private readonly commands: CommandServer,
  ) {
    this.#sessions = new SessionAdministration(database, config.app.id);
  }

  onModuleInit(): void {
    this.commands.serve('sessions', (command) => runSessionCommand(this.#sessions, command));
  }
}
