import { Injectable } from '@nestjs/common';
import { EmulatorConfig } from '../config/emulator.config';
import { SettingsStore } from '../settings/settings.store';
import type { Instance } from '../sites/instance';
import { WebhookSender } from './webhook.sender';

/** Tells the app where it was installed and removed. Nobody waits for the delivery. */
@Injectable()
export class AppLifecycle {
  constructor(
    private readonly config: EmulatorConfig,
    private readonly settings: SettingsStore,
    private readonly sender: WebhookSender,
  ) {}

  installed(instance: Instance): void {
    const { originInstanceId } = instance;
    this.#tell(instance, this.settings.values.installEventType, {
      appId: this.config.appId,
      ...(originInstanceId !== undefined && { originInstanceId }),
    });
  }

  removed(instance: Instance): void {
    this.#tell(instance, 'AppRemoved', { appId: this.config.appId });
  }

  #tell(instance: Instance, eventType: string, payload: Readonly<Record<string, unknown>>): void {
    void this.sender.send({ instance, eventType, data: JSON.stringify(payload) });
  }
}
