import { Injectable, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { declaredAccess, type RouteAccess } from './route-access';

/** One route of a controller, with everything it declares. */
export interface DeclaredRoute {
  readonly method: string;
  readonly path: string;
  /** `Controller.method`, to find it in the code. */
  readonly handler: string;
  readonly declared: readonly RouteAccess[];
}

/** Every route that the controllers declare, read from their metadata. */
@Injectable()
export class RouteInventory {
  readonly #scanner = new MetadataScanner();

  constructor(private readonly discovery: DiscoveryService) {}

  list(): readonly DeclaredRoute[] {
    return this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (typeof metatype === 'function' ? this.#routesOf(metatype as Type) : []))
      .sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
  }

  #routesOf(controller: Type): DeclaredRoute[] {
    // The prototype of a class holds its methods; Nest types it loosely.
    const prototype = controller.prototype as Readonly<Record<string, unknown>>;
    return this.#scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (typeof handler !== 'function') return [];
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      return pathsOf(controller).flatMap((prefix) =>
        pathsOf(handler).map((path) => ({
          method: RequestMethod[method],
          path: `/${[prefix, path]
            .flatMap((part) => part.split('/'))
            .filter(Boolean)
            .join('/')}`,
          handler: `${controller.name}.${name}`,
          declared: declaredAccess(handler),
        })),
      );
    });
  }
}

function pathsOf(target: object): readonly string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | readonly string[] | undefined;
  return typeof path === 'string' ? [path] : (path ?? ['']);
}
