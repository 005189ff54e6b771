import type { AppId, InstanceId, SiteId } from '../identifiers/guid';
import type { Identity } from './identity';

/**
 * The app instance and the identity a request speaks for. Every kind of credential ends in this value; it is frozen,
 * passed on as an argument (`service.list(instance)`) and holds no token.
 */
export interface InstanceContext {
  readonly appId: AppId;
  readonly instanceId: InstanceId;
  readonly siteId: SiteId | undefined;
  readonly identity: Identity;
  /** When the credential ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}
