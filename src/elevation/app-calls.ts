import type { AppIdentity } from '../auth/app-identity';
import { CodedError } from '../errors/coded.error';
import type { WixReply, WixRestClient } from '../wix/wix-rest.client';
import { WixStatusError } from '../wix/wix-status.error';
import { EndedAppIdentityError, UndeclaredWixCallError } from './elevation.error';
import { borneRequest } from './borne-request';
import type { ElevationRecorder } from './elevation.recorder';
import type { ElevationService } from './elevation.service';
import { retryRejectedToken } from './retry-rejected-token';
import { explainRefusal } from './wix-api.error';
import type { WixCallRequest, WixCalls } from './wix-calls';

/** Wix calls as the app: declared ones only, and one audit record for each. */
export class AppCalls implements WixCalls {
  constructor(
    private readonly identity: AppIdentity,
    private readonly rest: WixRestClient,
    private readonly elevation: ElevationService,
    private readonly recorder: ElevationRecorder,
  ) {}

  async send(request: WixCallRequest): Promise<WixReply> {
    const { route, declaredIn, ended } = this.identity;
    if (ended || !this.identity.allows(request.call)) {
      this.recorder.denied(this.identity, request.call);
      if (ended) throw new EndedAppIdentityError(route, request.call);
      throw new UndeclaredWixCallError(route, request.call, `Add it to ${declaredIn}.`);
    }
    const { instanceId } = this.identity.instance;
    const end = await this.recorder.begin(this.identity, request.call);
    try {
      const reply = await retryRejectedToken(
        (rejected) => this.elevation.appToken(this.identity, rejected),
        (accessToken) => this.rest.send(borneRequest(request, instanceId, accessToken)),
      );
      end({ outcome: 'succeeded', result: reply.status });
      return reply;
    } catch (error) {
      const explained = error instanceof WixStatusError ? explainRefusal(error, 'app') : error;
      end({ outcome: 'failed', result: explained instanceof CodedError ? explained.code : undefined });
      throw explained;
    }
  }
}
