import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EmulatorConfig } from '../config/emulator.config';
import { WixError } from '../http/wix.error';
import { SettingsStore } from '../settings/settings.store';
import { isGuid } from '../sites/guid';
import { TokenParameters } from './token-parameters';

/** Which clients exist, and whether they prove who they are. */
@Injectable()
export class ClientRegistry {
  constructor(
    private readonly config: EmulatorConfig,
    private readonly settings: SettingsStore,
  ) {}

  /** The app's id. @throws {WixError} invalid_client when id or secret is wrong. */
  authenticateApp(parameters: TokenParameters): string {
    if (parameters.get('client_id')?.toLowerCase() !== this.config.appId) throw this.#invalidClient();
    this.requireSecret(parameters);
    return this.config.appId;
  }

  /** @throws {WixError} invalid_client when the request lacks one of the app's secrets. */
  requireSecret(parameters: TokenParameters): void {
    const given = Buffer.from(parameters.get('client_secret') ?? '');
    const known = this.config.appSecrets.some((secret) => {
      const expected = Buffer.from(secret);
      return expected.length === given.length && timingSafeEqual(expected, given);
    });
    if (!known) throw this.#invalidClient();
  }

  /** A public client: the headless OAuth app, or the app itself. @throws {WixError} when there is no such client. */
  publicClient(clientId: string | undefined): string {
    if (!isGuid(clientId))
      throw WixError.validation('appRuntimeKeys [at index 0]', 'is invalid: appId is not a valid GUID');
    const known = this.findPublicClient(clientId);
    if (known === undefined) throw this.#invalidClient();
    return known;
  }

  findPublicClient(clientId: string | undefined): string | undefined {
    const wanted = clientId?.toLowerCase();
    return wanted === this.config.clientId || wanted === this.config.appId ? wanted : undefined;
  }

  #invalidClient(): WixError {
    return WixError.oauth(this.settings.values.wrongSecretStatus, 'invalid_client', 'Client authentication failed');
  }
}
