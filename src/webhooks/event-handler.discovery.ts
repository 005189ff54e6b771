import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { EventHandlerRegistry } from './event-handler.registry';
import type { Effects } from './event.handler';
import { subscriptionsOf } from './on-wix-event.decorator';

/** Finds every `@OnWixEvent` method at start. */
@Injectable()
export class EventHandlerDiscovery implements OnModuleInit {
  readonly #scanner = new MetadataScanner();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly registry: EventHandlerRegistry,
  ) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (typeof instance === 'object' && instance !== null) this.#addMethodsOf(instance as object);
    }
  }

  #addMethodsOf(provider: object): void {
    // A provider is an instance of some class; Nest knows no more of its type.
    const prototype = Object.getPrototypeOf(provider) as Readonly<Record<string, unknown>> | null;
    if (prototype === null) return;
    for (const method of this.#scanner.getAllMethodNames(prototype)) {
      const handle = prototype[method];
      if (typeof handle !== 'function') continue;
      for (const { type, effects, repetitions } of subscriptionsOf(handle)) {
        const name = `${provider.constructor.name}.${method}`;
        this.registry.add(type, {
          name,
          effects,
          repetitions,
          // The decorator's contract: it returns effects, or nothing.
          handle: async (event) => (await handle.call(provider, event)) as Effects | undefined,
        });
      }
    }
  }
}
