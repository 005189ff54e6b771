import type { InstanceContext } from './instance-context';

/** Whether the app is still on the site. Asked on every request, so it answers from memory; `installations/` fills it. */
export abstract class InstallationGate {
  /**
   * False for an instance that is known to be removed. One that was never heard of is let in, as its credential was
   * verified, and is remembered behind the request's back.
   */
  abstract admits(instance: InstanceContext): boolean;
}
