import type { Identity } from '../auth/identity';
import type { InstanceId } from '../identifiers/guid';
import type { WixCall } from '../wix/wix-call';

/** What became of an elevated Wix call: `denied` never left the gateway, `failed` has the code of the error. */
export type AuditOutcome = 'succeeded' | 'failed' | 'denied';

/** One use of the app's identity. It holds no token. */
export interface AuditRecord {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly instanceId: InstanceId;
  /** Who asked. */
  readonly identity: Identity;
  /** The gateway's route, such as `GET /v1/instance`. */
  readonly route: string;
  readonly call: WixCall;
  readonly outcome: AuditOutcome;
  /** Wix's status, or the code of the error, when there is one. */
  readonly result: number | string | undefined;
  readonly requestId: string;
}

/** Where audit records go: exactly one for each elevated Wix call. */
export abstract class AuditLog {
  abstract record(record: AuditRecord): void;
}
