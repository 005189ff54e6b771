import { CodedError } from '../errors/coded.error';

/** The event was not stored, or not in time: `webhook_store_unavailable`, 503. Wix delivers it again, for 47 hours. */
export class WebhookStoreUnavailableError extends CodedError {
  constructor(cause: unknown) {
    super('webhook_store_unavailable', 'The event cannot be stored now; deliver it again.', { cause });
  }
}
