import type { Identity } from '../auth/identity';
import type { IdentityUse, UseResult } from '../elevation/audit';
import type { InstanceId } from '../identifiers/guid';
import type { WixCall } from '../wix/wix-call';

/** A use as it is stored, and stored again when it has ended. */
export interface AuditEntry {
  /** Counted up by this process. */
  readonly serial: number;
  readonly use: IdentityUse;
  readonly outcome: UseResult['outcome'] | 'started';
  readonly result: UseResult['result'];
}

/** A record as `npm run audit` prints it. */
export interface AuditRecord {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly processId: string;
  readonly serial: number;
  readonly instanceId: InstanceId;
  readonly identityType: Identity['type'];
  readonly identityId: string;
  readonly route: string;
  readonly wixCall: WixCall;
  readonly outcome: AuditEntry['outcome'];
  /** Wix's status, or the code of the error. */
  readonly result: string | null;
  readonly requestId: string;
}
