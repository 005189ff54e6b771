/** `client.servicePlugins` of a client of `@wix/sdk`, as far as it is used here. */
export interface SdkServicePlugins {
  getRegisteredServicePlugins(): ReadonlyMap<string, readonly SdkImplementation[]>;
  executeHandler(call: SdkCall, url: string): Promise<unknown>;
}

interface SdkImplementation {
  readonly servicePluginDefinition: {
    readonly componentType: string;
    readonly methods: readonly { readonly primaryHttpMappingPath: string }[];
  };
}

interface SdkCall {
  readonly request: unknown;
  readonly metadata: { readonly instanceId: string; readonly appExtensionType: string };
}
