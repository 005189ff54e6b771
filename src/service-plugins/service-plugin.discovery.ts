import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { ServicePluginCall } from './service-plugin.call';
import { declaredServicePlugin } from './service-plugin.decorator';
import { ServicePluginRegistry } from './service-plugin.registry';

/** Finds every `@ServicePlugin` method at start. */
@Injectable()
export class ServicePluginDiscovery implements OnModuleInit {
  readonly #scanner = new MetadataScanner();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly registry: ServicePluginRegistry,
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
    for (const name of this.#scanner.getAllMethodNames(prototype)) {
      const method = prototype[name];
      const declared = typeof method === 'function' ? declaredServicePlugin(method) : undefined;
      if (typeof method !== 'function' || declared === undefined) continue;
      this.registry.add(declared, (call: ServicePluginCall): unknown => method.call(provider, call));
    }
  }
}
