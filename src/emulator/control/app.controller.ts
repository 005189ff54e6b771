import { createPublicKey } from 'node:crypto';
import { Controller, Get } from '@nestjs/common';
import { EmulatorConfig } from '../config/emulator.config';

interface AppDescription {
  readonly appId: string;
  readonly appSecret: string;
  /** PEM, SPKI. */
  readonly publicKey: string;
  readonly clientId: string;
}

/** The app that the emulator plays Wix for: what a gateway's environment needs. */
@Controller('_emulator/app')
export class AppController {
  readonly #publicKey: string;

  constructor(private readonly config: EmulatorConfig) {
    this.#publicKey = createPublicKey(config.privateKey).export({ type: 'spki', format: 'pem' }).toString();
  }

  @Get()
  describe(): AppDescription {
    const { appId, appSecrets, clientId } = this.config;
    return { appId, appSecret: appSecrets[0], publicKey: this.#publicKey, clientId };
  }
}
