import type { Transaction } from '../database/transaction';
import type { WixEvent } from './webhook-event';

/**
 * Where the app is installed, as Wix's lifecycle events say. It is told of each in the transaction that stores it, so a
 * removal waits for no other event of its instance, and depends on no handler.
 */
export abstract class LifecycleRecord {
  /** Writes what the event says. One that was written before, or that is older than what is known, changes nothing. */
  abstract write(tx: Transaction, event: WixEvent): Promise<void>;
}
