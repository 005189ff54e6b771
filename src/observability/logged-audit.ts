import { Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { AuditLog, type AuditRecord } from '../elevation/audit';

/** Writes each audit record as one line of the log, marked `audit`. */
@Injectable()
export class LoggedAudit extends AuditLog {
  constructor(private readonly logger: Logger) {
    super();
  }

  override record({ at, ...record }: AuditRecord): void {
    this.logger.info({ audit: { at: new Date(at).toISOString(), ...record } }, 'app identity used');
  }
}
