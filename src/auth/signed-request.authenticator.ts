import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { Telemetry } from '../config/telemetry';
import { CodedError } from '../errors/coded.error';
import type { SignedKind } from './route-access';
import { readServicePluginClaims } from './service-plugin.claims';
import type { SignedRequest } from './signed-request';
import { readWebhookClaims } from './webhook.claims';
import { WixSignature } from './wix-signature';

const READERS = { webhook: readWebhookClaims, 'service-plugin': readServicePluginClaims } as const;

/** Requests whose body is a JWT that Wix signed for this app. One kind is never taken for the other. */
@Injectable()
export class SignedRequestAuthenticator {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly telemetry: Telemetry,
    private readonly signature: WixSignature,
  ) {}

  /**
   * @param body the bytes that were received
   * @throws CodedError `invalid_signature` (403), with one text for every reason
   */
  async authenticate(kind: SignedKind, body: unknown): Promise<SignedRequest> {
    const payload = body instanceof Uint8Array ? await this.signature.payloadOf(body) : undefined;
    const signed = READERS[kind](payload, this.config.app.id, this.clock.now());
    if (signed !== undefined) return signed;
    if (kind === 'webhook') this.telemetry.count('webhook_events', { outcome: 'invalid_signature' });
    throw new CodedError('invalid_signature', 'Only a request that Wix signed for this app is taken here.');
  }
}
