import { Injectable } from '@nestjs/common';
import type { EventHandler } from './event.handler';
import type { SdkWebhooks } from './sdk-webhooks';

/** Who handles which events: methods with `@OnWixEvent`, and handlers registered with `@wix/sdk`. */
@Injectable()
export class EventHandlerRegistry {
  readonly #handlers = new Map<string, EventHandler[]>();
  readonly #sdks = new Set<SdkWebhooks>();

  add(type: string, handler: EventHandler): void {
    this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler]);
  }

  /**
   * Takes in what is registered with a client of `@wix/sdk`, now or later:
   * `registry.useSdk(createClient({ auth, modules: { appInstances } }).webhooks)`.
   * Such handlers return no effects, so they may run more than once.
   */
  useSdk(webhooks: SdkWebhooks): void {
    this.#sdks.add(webhooks);
  }

  handlersOf(type: string): readonly EventHandler[] {
    const sdks = [...this.#sdks].filter((webhooks) => webhooks.getRegisteredEvents().has(type));
    return [...(this.#handlers.get(type) ?? []), ...sdks.map(handlerOf)];
  }
}

function handlerOf(webhooks: SdkWebhooks): EventHandler {
  return {
    name: '@wix/sdk',
    effects: 'tenant',
    repetitions: false,
    handle: async ({ type, instanceId, data }) => {
      await webhooks.executeHandlers({ eventType: type, instanceId: instanceId ?? '', payload: data });
      return undefined;
    },
  };
}
