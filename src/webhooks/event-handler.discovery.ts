import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { providerMethods } from '../discovery/provider-methods';
import { EventHandlerRegistry } from './event-handler.registry';
import type { Effects } from './event.handler';
import { subscriptionsOf } from './on-wix-event.decorator';

/** Finds every `@OnWixEvent` method at start. */
@Injectable()
export class EventHandlerDiscovery implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly registry: EventHandlerRegistry,
  ) {}

  onModuleInit(): void {
    for (const { name, method, call } of providerMethods(this.discovery)) {
      for (const { type, ...subscription } of subscriptionsOf(method)) {
        this.registry.add(type, {
          ...subscription,
          name,
          declaredIn: `@OnWixEvent('${type}', { calls }) of ${name}`,
          // The decorator's contract: it returns effects, or nothing.
          handle: async (event, app) => (await call(event, app)) as Effects | undefined,
        });
      }
    }
  }
}
