import { randomUUID } from 'node:crypto';
import { BadGatewayException, GatewayTimeoutException, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Agent, request } from 'undici';
import { EmulatorConfig } from '../config/emulator.config';
import { EmulatorClock } from '../settings/emulator.clock';
import { SettingsStore } from '../settings/settings.store';
import type { Instance } from '../sites/instance';
import { reasonOf } from '../webhooks/failure-reason';
import { JwtSigner } from '../webhooks/jwt.signer';

const LIFETIME_SECONDS = 300;

export interface ServicePluginCall {
  readonly instance: Instance;
  /** `appExtensionType`, for instance `ECOM_ADDITIONAL_FEES`. */
  readonly type: string;
  /** Method path, for instance `/v1/calculate-additional-fees`. */
  readonly path: string;
  readonly request: unknown;
}

export interface ServicePluginAnswer {
  readonly status: number;
  /** JSON when it is JSON, else text. */
  readonly body: unknown;
}

/** Calls service plugins as Wix does: a JWT with issuer and audience whose `data` is an object. */
@Injectable()
export class ServicePluginCaller implements OnModuleDestroy {
  readonly #agent = new Agent();

  constructor(
    private readonly config: EmulatorConfig,
    private readonly clock: EmulatorClock,
    private readonly settings: SettingsStore,
    private readonly signer: JwtSigner,
  ) {}

  /** @throws {BadGatewayException} when nobody answers. @throws {GatewayTimeoutException} when it takes too long. */
  async call(call: ServicePluginCall): Promise<ServicePluginAnswer> {
    try {
      const { statusCode, body } = await request(`${this.config.servicePluginUrl}${call.path}`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: this.#jwt(call),
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(this.settings.values.servicePluginTimeoutMs),
      });
      return { status: statusCode, body: readAnswer(await body.text()) };
    } catch (error) {
      if (reasonOf(error) === 'timeout') throw new GatewayTimeoutException('the service plugin did not answer in time');
      throw new BadGatewayException('the service plugin cannot be reached');
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.#agent.destroy();
  }

  #jwt({ instance, type, request: input }: ServicePluginCall): string {
    const language = instance.site.locale === 'en' ? 'en-US' : instance.site.locale;
    const iat = this.clock.seconds();
    return this.signer.sign({
      data: {
        request: input,
        metadata: {
          requestId: randomUUID(),
          instanceId: instance.instanceId,
          currency: instance.site.currency,
          languages: this.settings.values.servicePluginLanguages === 'array' ? [language] : language,
          identity: { identityType: 'WIX_USER', wixUserId: instance.site.ownerId },
          appExtensionType: type,
        },
      },
      aud: this.config.appId,
      iss: 'wix.com',
      iat,
      exp: iat + LIFETIME_SECONDS,
    });
  }
}

function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
