import type { Identity } from '../auth/identity';
import type { InstanceId } from '../identifiers/guid';
import type { WixCall } from '../wix/wix-call';

/** One use of the app's identity: a Wix call, and who asked for it. It holds no token. */
export interface IdentityUse {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly instanceId: InstanceId;
  /** Who asked. */
  readonly identity: Identity;
  /** The gateway's route, such as `GET /v1/instance`, or what else declares the call. */
  readonly route: string;
  readonly call: WixCall;
  readonly requestId: string;
}

/** What became of it: `denied` never left the gateway. */
export interface UseResult {
  readonly outcome: 'succeeded' | 'failed' | 'denied';
  /** Wix's status, or the code of the error, when there is one. */
  readonly result: number | string | undefined;
}

/** Tells the audit how a use ended. To be called once; it never throws and never waits. */
export type EndUse = (result: UseResult) => void;

/** Where uses of the app's identity are written down: exactly one record for each. */
export abstract class AuditLog {
  /** A use that has ended. Never throws and never waits. */
  abstract record(use: IdentityUse, result: UseResult): void;

  /**
   * A use that will change something at Wix. It may go on once this has resolved, for then its record outlives the process.
   *
   * @throws CodedError `database_unavailable` (503) when the use cannot be recorded; it is recorded later as denied
   */
  abstract begin(use: IdentityUse): Promise<EndUse>;
}
