import { Global, Module } from '@nestjs/common';
import { AuditLog } from '../elevation/audit';
import { AuditCommands } from './audit.commands';
import { AuditQueue } from './audit.queue';
import { AuditRetention } from './audit.retention';
import { AuditStore } from './audit.store';

/** Keeps the uses of the app's identity in the database. Global, as whoever lends the identity records it. */
@Global()
@Module({
  providers: [AuditCommands, AuditQueue, AuditRetention, AuditStore, { provide: AuditLog, useExisting: AuditQueue }],
  exports: [AuditLog],
})
export class AuditModule {}
