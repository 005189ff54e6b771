import { Post, Req, Res, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authenticated, Elevated } from '../auth/access.decorators';
import type { WixCall } from '../wix/wix-call';
import type { WebMethod, WebMethodFile } from './web-method';

const MEBIBYTE = 1024 * 1024;

export interface WebMethodRoute {
  readonly file: WebMethodFile;
  readonly method: WebMethod;
  /** Below that of the controller. */
  readonly path: string;
  /** The name that the controller's method gets. */
  readonly key: string;
  /** Whether the body comes as bytes. */
  readonly rawBody: boolean;
}

/** Adds a POST route with the access that the web method and its policy declare, as if it had been written by hand. */
export function addRoute<Controller extends object>(
  controller: Type<Controller>,
  { file, method, path, key, rawBody }: WebMethodRoute,
  handle: (controller: Controller, request: FastifyRequest, reply: FastifyReply) => Promise<void>,
  decorators: readonly MethodDecorator[] = [],
): void {
  // A method of an object literal, so that it has a name: Nest and the OpenAPI document go by it.
  const { [key]: value } = {
    [key](this: Controller, request: FastifyRequest, reply: FastifyReply): Promise<void> {
      return handle(this, request, reply);
    },
  };
  const descriptor: PropertyDescriptor = { value, configurable: true, writable: true };
  // The prototype of a class; TypeScript's Type has it as any.
  const prototype = controller.prototype as object;
  Object.defineProperty(prototype, key, descriptor);
  const { allow, calls } = method;
  const access = calls === undefined ? Authenticated({ allow }) : Elevated({ allow, calls });
  const config = RouteConfig({ rawBody, bodyLimit: MEBIBYTE, remedyFor: remedyIn(file, method) });
  for (const decorate of [Post(path), config, access, ...decorators]) decorate(prototype, key, descriptor);
  Req()(prototype, key, 0);
  Res()(prototype, key, 1);
}

function remedyIn(
  { policyPath }: WebMethodFile,
  { name, calls = [] }: { name: string; calls?: readonly WixCall[] | undefined },
) {
  return (call: WixCall): string =>
    `Add to ${policyPath}: ${name}: [${[...calls, call].map((one) => `'${one}'`).join(', ')}],`;
}
