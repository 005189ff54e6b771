import { Injectable } from '@nestjs/common';
import type { SdkServicePlugins } from './sdk-service-plugins';
import type { ServicePluginMethod } from './service-plugin.decorator';
import { pluginTypeOf } from './service-plugin.decorator';
import type { ServicePluginHandler } from './service-plugin.handler';

/** Every service plugin method that is answered here: declared ones, and those of `provideHandlers`. */
@Injectable()
export class ServicePluginRegistry {
  readonly #handlers = new Map<string, Map<string, ServicePluginHandler>>();
  readonly #sdks = new Set<SdkServicePlugins>();

  /** @throws Error when the method has a handler already: which one Wix would get is nobody's to guess */
  add({ type, path }: ServicePluginMethod, handler: ServicePluginHandler): void {
    const methods = this.#handlers.get(type) ?? new Map<string, ServicePluginHandler>();
    if (methods.has(path)) throw new Error(`Two methods are declared for ${path} of the service plugin ${type}.`);
    this.#handlers.set(type, methods.set(path, handler));
  }

  /**
   * Takes in what is registered with a client of `@wix/sdk`, now or later:
   * `registry.useSdk(createClient({ auth, modules: { customCharges } }).servicePlugins)`.
   * A declared method goes before the SDK's.
   */
  useSdk(servicePlugins: SdkServicePlugins): void {
    this.#sdks.add(servicePlugins);
  }

  find(type: string, path: string): ServicePluginHandler | undefined {
    return this.#handlers.get(type)?.get(path) ?? this.#findInSdk(type, path);
  }

  /** Looked up at each call, as a handler may be provided at any time. */
  #findInSdk(type: string, path: string): ServicePluginHandler | undefined {
    for (const sdk of this.#sdks) {
      for (const { servicePluginDefinition } of [...sdk.getRegisteredServicePlugins().values()].flat()) {
        const { componentType, methods } = servicePluginDefinition;
        if (pluginTypeOf(componentType) !== type) continue;
        // The SDK compares ends of URLs: given the exact path, it finds the same method.
        if (methods.some(({ primaryHttpMappingPath }) => primaryHttpMappingPath === path)) {
          return ({ instance: { instanceId } }, { data }) => {
            // The reader has seen that it is an object.
            const metadata = { ...(data.metadata as object), instanceId, appExtensionType: componentType };
            return sdk.executeHandler({ request: data.request, metadata }, path);
          };
        }
      }
    }
    return undefined;
  }
}
