import { Injectable } from '@nestjs/common';
import { CodedError } from '../errors/coded.error';
import { pluginTypeOf } from './service-plugin.decorator';
import type { ServicePluginHandler } from './service-plugin.handler';
import { ServicePluginRegistry } from './service-plugin.registry';

/** Finds the handler of a call: the JWT names the service plugin, the path the method. */
@Injectable()
export class ServicePluginRouter {
  constructor(private readonly registry: ServicePluginRegistry) {}

  /**
   * @param path what follows `/service-plugins`: a method path, or the service plugin's name and a method path. A name
   *   that is another than the JWT's is no part of any method path, so it finds nothing.
   * @throws CodedError `not_found` (404)
   */
  handlerOf(appExtensionType: string, path: string): ServicePluginHandler {
    const type = pluginTypeOf(appExtensionType);
    const [, first = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(path) ?? [];
    const handler =
      this.registry.find(type, path) ?? (pluginTypeOf(first) === type ? this.registry.find(type, rest) : undefined);
    if (handler !== undefined) return handler;
    throw new CodedError('not_found', 'No service plugin of this app has such a method.');
  }
}
