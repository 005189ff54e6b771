import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { providerMethods } from '../discovery/provider-methods';
import { declaredServicePlugin } from './service-plugin.decorator';
import { ServicePluginRegistry } from './service-plugin.registry';

/** Finds every `@ServicePlugin` method at start. */
@Injectable()
export class ServicePluginDiscovery implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly registry: ServicePluginRegistry,
  ) {}

  onModuleInit(): void {
    for (const { method, call } of providerMethods(this.discovery)) {
      const declared = declaredServicePlugin(method);
      if (declared !== undefined) this.registry.add(declared, (pluginCall) => call(pluginCall));
    }
  }
}
