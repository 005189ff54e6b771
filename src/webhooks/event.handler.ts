import type { Transaction } from '../database/transaction';
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
  readonly repetitions: boolean;
  handle(event: WixEvent): Effects | undefined | Promise<Effects | undefined>;
}
