import { Injectable } from '@nestjs/common';
import { callerClient } from '../sdk/ambient-clients';
import type { WixCall } from '../wix/wix-call';
import type { EventHandler } from './event.handler';
import type { SdkWebhooks } from './sdk-webhooks';

/** Who handles which events: methods with `@OnWixEvent`, and handlers registered with `@wix/sdk`. */
@Injectable()
export class EventHandlerRegistry {
  readonly #handlers = new Map<string, EventHandler[]>();
  /** With the Wix calls that their handlers may make. Where code registers handlers as Wix's own does, the ambient client has them. */
  readonly #sdks = new Map<SdkWebhooks, readonly WixCall[]>([[callerClient.webhooks, []]]);

  add(type: string, handler: EventHandler): void {
    this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler]);
  }

  /**
   * Takes in what is registered with a client of `@wix/sdk`, now or later:
   * `registry.useSdk(createClient({ auth, modules: { appInstances } }).webhooks)`.
   * Such handlers return no effects, so they may run more than once.
   *
   * @param calls the Wix calls that its handlers may make with the app's identity on the event's instance
   */
  useSdk(webhooks: SdkWebhooks, calls: readonly WixCall[] = []): void {
    this.#sdks.set(webhooks, calls);
  }

  /** The same for handlers that are registered with no client, `appInstances.onAppInstanceInstalled(handler)`; they need `calls` alone. */
  useAmbientSdk(calls: readonly WixCall[]): void {
    this.useSdk(callerClient.webhooks, calls);
  }

  handlersOf(type: string): readonly EventHandler[] {
    const sdks = [...this.#sdks].filter(([webhooks]) => webhooks.getRegisteredEvents().has(type));
    return [...(this.#handlers.get(type) ?? []), ...sdks.map(([webhooks, calls]) => handlerOf(webhooks, calls))];
  }
}

function handlerOf(webhooks: SdkWebhooks, calls: readonly WixCall[]): EventHandler {
  return {
    name: '@wix/sdk',
    effects: 'tenant',
    calls,
    declaredIn: 'the calls of EventHandlerRegistry.useSdk() or useAmbientSdk()',
    handle: async ({ type, instanceId, data }) => {
      await webhooks.executeHandlers({ eventType: type, instanceId: instanceId ?? '', payload: data });
      return undefined;
    },
  };
}
