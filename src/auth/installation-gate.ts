import type { InstanceId } from '../identifiers/guid';
import type { InstanceContext } from './instance-context';

/** Whether the app is still on the site. Asked on every request, so it answers from memory; `installations/` fills it. */
export abstract class InstallationGate {
  /**
   * False for an instance that is known to be removed. One that was never heard of is let in, as its credential was
   * verified, and is remembered behind the request's back.
   */
  abstract admits(instance: InstanceContext): boolean;

  /**
   * The same of what Wix itself signed for the instance. Signed after the removal it proves that the app is there again,
   * though the event that says so is late.
   *
   * @param signedAt milliseconds since 1970, by Wix's clock, in whole seconds
   */
  abstract admitsSigned(instanceId: InstanceId, signedAt: number): boolean;
}
