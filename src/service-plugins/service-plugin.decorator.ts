/** A method path as Wix documents it, such as `/v1/calculate-additional-fees`. */
export type MethodPath = `/${string}`;

/** Which calls a method answers. */
export interface ServicePluginMethod {
  /** In lower case with hyphens, such as `ecom-additional-fees`. */
  readonly type: string;
  readonly path: MethodPath;
}

const SERVICE_PLUGIN = Symbol('service plugin');

/**
 * The method of a provider answers Wix's calls of one service plugin method. It gets a `ServicePluginCall`; what it
 * returns is the answer (JSON, 200), and a `ServicePluginError` that it throws is answered in Wix's form.
 *
 * @param type the service plugin as `appExtensionType` names it: `ECOM_ADDITIONAL_FEES` and `ecom-additional-fees` are one
 * @param path Wix's path of the method, such as `/v1/calculate-additional-fees`
 */
export function ServicePlugin(type: string, path: MethodPath): MethodDecorator {
  return (_target, _key, descriptor) => {
    const declared: ServicePluginMethod = { type: pluginTypeOf(type), path };
    if (typeof descriptor.value === 'function') Reflect.defineMetadata(SERVICE_PLUGIN, declared, descriptor.value);
  };
}

export function declaredServicePlugin(method: object): ServicePluginMethod | undefined {
  // Reflect.getMetadata is untyped; `@ServicePlugin` is the only writer of this private key.
  return Reflect.getMetadata(SERVICE_PLUGIN, method) as ServicePluginMethod | undefined;
}

/** The one spelling of a service plugin's name. */
export function pluginTypeOf(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
