import pino from 'pino';
import { LoggedAudit } from '../../src/observability/logged-audit';

/** The log that takes what the audit cannot, and what it took. */
export function losses(): { readonly log: LoggedAudit; readonly records: readonly Record<string, unknown>[] } {
  const records: Record<string, unknown>[] = [];
  const write = (line: string): void => {
    // What LoggedAudit writes.
    records.push((JSON.parse(line) as { audit: Record<string, unknown> }).audit);
  };
  return { log: new LoggedAudit(pino({ level: 'warn' }, { write })), records };
}
