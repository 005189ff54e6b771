import type { WixReply, WixRequest } from '../wix/wix-rest.client';

/** A declared Wix call without its credential and instance: who makes it decides those. */
export type WixCallRequest = Omit<WixRequest, 'accessToken' | 'instanceId' | 'path'>;

/** A Wix call as the caller, whom Wix itself judges: it need not be declared, and then has a path and a name for it. */
export type CallerCallRequest = WixCallRequest & Pick<WixRequest, 'path'>;

/** Makes Wix calls as one identity. */
export interface WixCalls {
  /**
   * Makes one call; a 401 from Wix is answered with a new token and one more try.
   *
   * @returns Wix's successful answer (2xx), its body whole.
   * @throws CodedError with what Wix's refusal, silence or failure means to the caller of the gateway; as the app also
   * `database_unavailable` (503), when the call would change something and cannot be recorded in the audit.
   */
  send(request: WixCallRequest): Promise<WixReply>;
}
