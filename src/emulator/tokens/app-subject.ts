import { Injectable } from '@nestjs/common';
import { SettingsStore } from '../settings/settings.store';
import type { Instance } from '../sites/instance';
import type { Subject } from './access-token';

/** Whom an app's own token speaks for, by the setting `appSubjectId`. */
@Injectable()
export class AppSubject {
  constructor(private readonly settings: SettingsStore) {}

  of(appId: string, instance: Instance | undefined): Subject {
    const byInstance = this.settings.values.appSubjectId === 'instanceId';
    return { type: 'APP', id: byInstance && instance !== undefined ? instance.instanceId : appId };
  }
}
