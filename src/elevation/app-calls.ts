import type { AppIdentity } from '../auth/app-identity';
import type { Clock } from '../config/clock';
import type { Telemetry } from '../config/telemetry';
import { CodedError } from '../errors/coded.error';
import type { WixReply, WixRestClient } from '../wix/wix-rest.client';
import { WixStatusError } from '../wix/wix-status.error';
import type { AuditLog, AuditOutcome } from './audit';
import { UndeclaredWixCallError } from './elevation.error';
import type { ElevationService } from './elevation.service';
import { recordElevation } from './elevation.record';
import { retryRejectedToken } from './retry-rejected-token';
import { explainRefusal } from './wix-api.error';
import type { WixCallRequest, WixCalls } from './wix-calls';

/** Wix calls as the app: declared ones only, and one audit record for each. */
export class AppCalls implements WixCalls {
  constructor(
    private readonly identity: AppIdentity,
    private readonly rest: WixRestClient,
    private readonly elevation: ElevationService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly telemetry: Telemetry,
  ) {}

  async send(request: WixCallRequest): Promise<WixReply> {
    if (!this.identity.allows(request.call)) {
      this.#record(request, 'denied', undefined);
      throw new UndeclaredWixCallError(this.identity.route, request.call);
    }
    const { instanceId } = this.identity.instance;
    try {
      const reply = await retryRejectedToken(
        (rejected) => this.elevation.appToken(this.identity, rejected),
        (accessToken) => this.rest.send({ ...request, instanceId, accessToken }),
      );
      this.#record(request, 'succeeded', reply.status);
      return reply;
    } catch (error) {
      const explained = error instanceof WixStatusError ? explainRefusal(error, 'app') : error;
      this.#record(request, 'failed', explained instanceof CodedError ? explained.code : undefined);
      throw explained;
    }
  }

  #record({ call }: WixCallRequest, outcome: AuditOutcome, result: number | string | undefined): void {
    recordElevation(this.audit, this.clock, this.telemetry, this.identity, { call, outcome, result });
  }
}
