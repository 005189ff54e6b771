import { Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { IdentityUse } from '../elevation/audit';

/** Where the record of a use of the app's identity goes when it can go nowhere else: a line of the log, marked `audit`. */
@Injectable()
export class LoggedAudit {
  constructor(private readonly logger: Logger) {}

  write(
    { at, ...use }: IdentityUse,
    { outcome, result }: { readonly outcome: string; readonly result?: number | string | undefined },
  ): void {
    const audit = { at: new Date(at).toISOString(), ...use, outcome, result };
    this.logger.warn({ audit }, 'app identity used, and the audit cannot be written');
  }
}
