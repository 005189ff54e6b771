import type { InstanceContext } from '../auth/instance-context';
import type { Clock } from '../config/clock';
import type { Telemetry } from '../config/telemetry';
import type { AuditLog, AuditRecord } from './audit';

/** In whose name, and for which route, the app's identity is asked for. An AppIdentity is one. */
export interface Asker {
  readonly instance: InstanceContext;
  readonly route: string;
  readonly requestId: string;
}

/** One record and one count for each use of the app's identity, whatever became of it. */
export function recordElevation(
  audit: AuditLog,
  clock: Clock,
  telemetry: Telemetry,
  { instance: { instanceId, identity }, route, requestId }: Asker,
  { call, outcome, result }: Pick<AuditRecord, 'call' | 'outcome' | 'result'>,
): void {
  telemetry.count('elevations', { outcome });
  audit.record({ at: clock.now(), instanceId, identity, route, call, outcome, result, requestId });
}
