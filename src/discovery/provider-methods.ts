import { type DiscoveryService, MetadataScanner } from '@nestjs/core';

/** A method of a provider, whatever it may be declared to be for. */
export interface ProviderMethod {
  /** For messages: `Class.method`. */
  readonly name: string;
  /** What decorators write their metadata on. */
  readonly method: object;
  /** Calls it on its provider. */
  readonly call: (...values: readonly unknown[]) => unknown;
}

/** Every method of every provider, once, however many names the provider has. */
export function* providerMethods(discovery: DiscoveryService): Generator<ProviderMethod> {
  const scanner = new MetadataScanner();
  const providers = new Set(discovery.getProviders().map(({ instance }): unknown => instance));
  for (const provider of providers) {
    if (typeof provider !== 'object' || provider === null) continue;
    // A provider is an instance of some class; Nest knows no more of its type.
    const prototype = Object.getPrototypeOf(provider) as Readonly<Record<string, unknown>> | null;
    if (prototype === null) continue;
    for (const key of scanner.getAllMethodNames(prototype)) {
      const method = prototype[key];
      if (typeof method !== 'function') continue;
      const call = (...values: readonly unknown[]): unknown => method.call(provider, ...values);
      yield { name: `${provider.constructor.name}.${key}`, method, call };
    }
  }
}
