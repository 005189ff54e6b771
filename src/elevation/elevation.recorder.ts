import { Injectable } from '@nestjs/common';
import type { InstanceContext } from '../auth/instance-context';
import { Clock } from '../config/clock';
import { Telemetry } from '../config/telemetry';
import { isRead, type WixCall } from '../wix/wix-call';
import { AuditLog, type EndUse, type IdentityUse, type UseResult } from './audit';

/** In whose name, and for which route, the app's identity is asked for. An AppIdentity is one. */
export interface Asker {
  readonly instance: InstanceContext;
  readonly route: string;
  readonly requestId: string;
}

/** One record and one count for each use of the app's identity, whatever became of it. */
@Injectable()
export class ElevationRecorder {
  constructor(
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly telemetry: Telemetry,
  ) {}

  /** A call that was refused before it left. */
  denied(asker: Asker, call: WixCall): void {
    this.#record(this.#use(asker, call), { outcome: 'denied', result: undefined });
  }

  /**
   * A call that is about to be made. One that only reads waits for nothing: it is recorded when it has ended.
   *
   * @throws CodedError `database_unavailable` (503), for a call that changes something: it must not be made unrecorded
   */
  begin(asker: Asker, call: WixCall): EndUse | Promise<EndUse> {
    const use = this.#use(asker, call);
    if (!isRead(call)) return this.#beginChange(use);
    return (result) => {
      this.#record(use, result);
    };
  }

  async #beginChange(use: IdentityUse): Promise<EndUse> {
    try {
      const end = await this.audit.begin(use);
      return (result) => {
        this.telemetry.count('elevations', { outcome: result.outcome });
        end(result);
      };
    } catch (error) {
      this.telemetry.count('elevations', { outcome: 'denied' });
      throw error;
    }
  }

  #record(use: IdentityUse, result: UseResult): void {
    this.telemetry.count('elevations', { outcome: result.outcome });
    this.audit.record(use, result);
  }

  #use({ instance: { instanceId, identity }, route, requestId }: Asker, call: WixCall): IdentityUse {
    return { at: this.clock.now(), instanceId, identity, route, call, requestId };
  }
}
