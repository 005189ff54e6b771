import { Injectable } from '@nestjs/common';
import { EmulatorClock } from '../settings/emulator.clock';
import { SettingsStore } from '../settings/settings.store';
import { JwtSigner } from './jwt.signer';
import type { WebhookEvent } from './webhook';

const LIFETIME_SECONDS = 3600;

/** Writes the body of a webhook: a JWT whose `data` is JSON text, in which `data` and `identity` are JSON text again. */
@Injectable()
export class WebhookToken {
  constructor(
    private readonly signer: JwtSigner,
    private readonly clock: EmulatorClock,
    private readonly settings: SettingsStore,
  ) {}

  write({ instance, eventType, data }: WebhookEvent): string {
    const { instanceId, site } = instance;
    const envelope = {
      data,
      instanceId,
      eventType,
      identity: JSON.stringify({ identityType: 'WIX_USER', wixUserId: site.ownerId }),
      accountInfo: { accountId: site.accountId, parentAccountId: site.accountId, siteId: site.siteId },
    };
    const iat = this.clock.seconds();
    const exp = this.settings.values.webhookCarriesExp ? { exp: iat + LIFETIME_SECONDS } : {};
    return this.signer.sign({ data: JSON.stringify(envelope), iat, ...exp });
  }
}
