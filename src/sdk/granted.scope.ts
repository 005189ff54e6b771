import type { AppIdentity } from '../auth/app-identity';
import type { InstanceContext } from '../auth/instance-context';
import type { SdkCalls } from './sdk-calls';
import type { WixScope } from './wix-scope';

/** The scope of work that has an AppIdentity and no caller. */
export class GrantedScope implements WixScope {
  readonly caller = undefined;
  consistent: string | undefined;

  constructor(
    readonly calls: SdkCalls,
    readonly appIdentity: AppIdentity,
  ) {}

  get route(): string {
    return this.appIdentity.route;
  }

  get requestId(): string {
    return this.appIdentity.requestId;
  }

  get ended(): boolean {
    return this.appIdentity.ended;
  }

  get instance(): InstanceContext {
    return this.appIdentity.instance;
  }

  remedy(): string {
    return `Add it to ${this.appIdentity.declaredIn}.`;
  }
}
