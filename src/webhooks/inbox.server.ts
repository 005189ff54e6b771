import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { CommandServer } from '../database/command.server';
import { SystemDatabase } from '../database/system.database';
import { InboxAdministration } from './inbox.administration';
import { inboxCommand, runInboxCommand } from './inbox.commands';
import { WebhookWorker } from './webhook.worker';

/** Answers `npm run webhooks` while this process has the embedded database to itself. */
@Injectable()
export class InboxServer implements OnModuleInit {
  readonly #inbox: InboxAdministration;

  constructor(
    config: AppConfig,
    database: SystemDatabase,
    private readonly commands: CommandServer,
    private readonly worker: WebhookWorker,
  ) {
    this.#inbox = new InboxAdministration(database, config.app.id);
  }

  onModuleInit(): void {
    this.commands.serve('webhooks', async (command) => {
      const answer = await runInboxCommand(this.#inbox, inboxCommand.parse(command));
      this.worker.wake();
      return answer;
    });
  }
}
