import type { AppIdentity } from '../auth/app-identity';
import type { Transaction } from '../database/transaction';
import type { WixCall } from '../wix/wix-call';
import type { WixEvent } from './webhook-event';

/**
 * What a handler writes. It runs in the transaction in which the event becomes handled: either both happen or neither.
 * Slow work, such as a call to Wix, belongs into the handler itself, which runs before and holds no connection.
 */
export type Effects = (tx: Transaction) => Promise<unknown>;

export interface EventHandler {
  /** For the log: `Class.method`. */
  readonly name: string;
  readonly effects: 'tenant' | 'gateway';
  /** The Wix calls that it may make with the app's identity. */
  readonly calls: readonly WixCall[];
  /** Where they are declared, for errors. */
  readonly declaredIn: string;
  /** @param app the app's identity on the event's instance, if `calls` has any */
  handle(event: WixEvent, app: AppIdentity | undefined): Effects | undefined | Promise<Effects | undefined>;
}
