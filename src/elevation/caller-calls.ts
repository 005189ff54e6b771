import type { InstanceContext } from '../auth/instance-context';
import type { WixReply, WixRestClient } from '../wix/wix-rest.client';
import { WixStatusError } from '../wix/wix-status.error';
import { borneRequest } from './borne-request';
import type { CallerTokenService } from './caller-token.service';
import { retryRejectedToken } from './retry-rejected-token';
import { explainRefusal } from './wix-api.error';
import type { CallerCallRequest, WixCalls } from './wix-calls';

/** Wix calls as the caller, who can do there what Wix lets them. */
export class CallerCalls implements WixCalls {
  constructor(
    private readonly instance: InstanceContext,
    private readonly rest: WixRestClient,
    private readonly tokens: CallerTokenService,
  ) {}

  async send(request: CallerCallRequest): Promise<WixReply> {
    try {
      return await retryRejectedToken(
        (rejected) => this.tokens.unboundToken(this.instance, rejected),
        (accessToken) => this.rest.send(borneRequest(request, this.instance.instanceId, accessToken, request.path)),
      );
    } catch (error) {
      throw error instanceof WixStatusError ? explainRefusal(error, 'caller') : error;
    }
  }
}
