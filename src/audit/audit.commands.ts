import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandServer } from '../database/command.server';
import { AuditQueue } from './audit.queue';
import { auditQuery } from './audit.query';
import { AuditStore } from './audit.store';

/** Answers `npm run audit` while this process has the embedded database to itself. */
@Injectable()
export class AuditCommands implements OnModuleInit {
  constructor(
    private readonly commands: CommandServer,
    private readonly queue: AuditQueue,
    private readonly store: AuditStore,
  ) {}

  onModuleInit(): void {
    this.commands.serve('audit', async (query) => {
      // What was done a moment ago is part of the answer.
      await this.queue.flush();
      return this.store.page(auditQuery.parse(query));
    });
  }
}
