import { Injectable, Logger } from '@nestjs/common';
import type { SignedWebhook } from '../auth/signed-request';
import { AppConfig } from '../config/app-config';
import { Telemetry } from '../config/telemetry';
import { EventHandlerRegistry } from './event-handler.registry';
import type { Effects } from './event.handler';
import { EventReader } from './event.reader';
import { isStatement } from './lifecycle-events';
import { LifecycleRecord } from './lifecycle.record';
import type { ReceivedEvent } from './received-event';
import type { WebhookEventState } from './webhook-event';
import { WebhookInbox } from './webhook.inbox';
import { WebhookStoreUnavailableError } from './webhook-store-unavailable.error';
import { WebhookWorker } from './webhook.worker';

/** A server that is there answers sooner; Wix must hear within 300 ms that it is not. */
const SERVER_STORES_WITHIN_MS = 250;
/** The embedded database is a queue: a wait is no sign of trouble. Wix gives an answer 1,250 ms. */
const EMBEDDED_STORES_WITHIN_MS = 900;

/** Takes in what Wix sends: stores it, counts it, and wakes the worker. */
@Injectable()
export class WebhookReception {
  readonly #logger = new Logger('Webhooks');
  readonly #storesWithinMs: number;

  constructor(
    config: AppConfig,
    private readonly reader: EventReader,
    private readonly inbox: WebhookInbox,
    private readonly handlers: EventHandlerRegistry,
    private readonly lifecycle: LifecycleRecord,
    private readonly worker: WebhookWorker,
    private readonly telemetry: Telemetry,
  ) {
    this.#storesWithinMs = config.database.url === undefined ? EMBEDDED_STORES_WITHIN_MS : SERVER_STORES_WITHIN_MS;
  }

  /** Resolves once the event is stored, or was before. @throws WebhookStoreUnavailableError (503) when it cannot be */
  async receive(webhook: SignedWebhook): Promise<void> {
    const event = this.reader.receive(webhook);
    const state = this.#stateOf(event);
    const reception = await this.#store(event, state);
    if (reception === 'conflicting') {
      this.#logger.warn(`Event ${event.eventId} came again with another payload, signed by Wix; it was not processed.`);
    }
    const first = state === 'pending' || state === 'handled' ? 'stored' : state;
    this.telemetry.count('webhook_events', { outcome: reception === 'stored' ? first : reception });
    if (reception === 'stored' && state === 'handled') this.telemetry.count('webhook_events', { outcome: 'handled' });
    if (state === 'pending') this.worker.wake();
  }

  #stateOf({ eventType, fault }: ReceivedEvent): Exclude<WebhookEventState, 'discarded'> {
    if (fault !== undefined) return 'dead_letter';
    if (this.handlers.handlersOf(eventType).length > 0) return 'pending';
    // The record is all there is to be told of it.
    return isStatement(eventType) ? 'handled' : 'unknown_type';
  }

  async #store(event: ReceivedEvent, state: WebhookEventState) {
    const givenUp = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        givenUp.abort();
        reject(new Error(`The store did not answer within ${this.#storesWithinMs} ms.`));
      }, this.#storesWithinMs);
    });
    const options = { effects: this.#effectsOf(event), signal: givenUp.signal };
    try {
      // An event that is stored after all is a duplicate when it comes again.
      return await Promise.race([this.inbox.store(event, state, options), late]);
    } catch (error) {
      this.telemetry.count('webhook_events', { outcome: 'store_unavailable' });
      throw new WebhookStoreUnavailableError(error);
    } finally {
      clearTimeout(timer);
    }
  }

  #effectsOf(event: ReceivedEvent): Effects | undefined {
    if (event.fault !== undefined || !isStatement(event.eventType)) return undefined;
    const { instanceId = null, eventTime } = event;
    const wixEvent = this.reader.event({ ...event, instanceId, eventTime: new Date(eventTime) });
    return (tx) => this.lifecycle.write(tx, wixEvent);
  }
}
