import { Injectable } from '@nestjs/common';
import { WixError } from '../../http/wix.error';
import { SettingsStore } from '../../settings/settings.store';
import type { Instance } from '../../sites/instance';
import { InstanceStore } from '../../sites/instance.store';
import { AppSubject } from '../../tokens/app-subject';
import { TokenIssuer } from '../../tokens/token.issuer';
import { ClientRegistry } from '../client.registry';
import { tokenAnswer, type TokenAnswer } from '../token-answer';
import type { TokenParameters } from '../token-parameters';
import type { GrantHandler } from './grant-handler';

/** The app's own identity, on one instance or, without `instance_id`, on none. No refresh token. */
@Injectable()
export class ClientCredentialsGrant implements GrantHandler {
  readonly grantType = 'client_credentials';

  constructor(
    private readonly clients: ClientRegistry,
    private readonly settings: SettingsStore,
    private readonly instances: InstanceStore,
    private readonly issuer: TokenIssuer,
    private readonly appSubject: AppSubject,
  ) {}

  issue(parameters: TokenParameters): TokenAnswer {
    const clientId = this.clients.authenticateApp(parameters);
    const instanceId = parameters.get('instance_id');
    const instance = instanceId === undefined ? undefined : this.#installed(instanceId);
    return tokenAnswer(this.issuer.access({ subject: this.appSubject.of(clientId, instance), clientId, instance }));
  }

  #installed(instanceId: string): Instance {
    const instance = this.instances.find(instanceId.toLowerCase());
    if (instance?.installed === true) return instance;
    const status = this.settings.values.uninstalledInstanceStatus;
    throw WixError.oauth(status, 'invalid_grant', 'The app is not installed on this instance');
  }
}
