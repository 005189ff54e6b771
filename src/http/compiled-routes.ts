import { type CanActivate, type ExecutionContext, ForbiddenException, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { ApplicationConfig, MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RouteHandlerMethod } from 'fastify';
import { isObservable, lastValueFrom, type Observable } from 'rxjs';
import { turnEnd } from '../event-loop/turn-end';
import { RouteCall } from './route-call';
import { DtoValidationPipe } from './validation.pipe';

/**
 * Lets hot routes run without Nest's per-request plumbing, which makes a dozen promises although guards and handler answer
 * at once: `GET /v1/identity` then reaches 0.9 of bare Fastify's throughput instead of 0.7. The same guards, parameter
 * decorators and handler run, in the same order. Compiled is only what is understood to the last decorator: every other
 * route stays Nest's. Call before `app.init()`.
 */
export function compileRoutes(app: NestFastifyApplication): void {
  // Nest has no public way to its global guards; without them nothing is compiled.
  const config: unknown = 'config' in app ? app.config : undefined;
  if (!(config instanceof ApplicationConfig)) return;
  // Nest copies a method's metadata to the function that it gives the router: this mark, one for each application, comes along.
  const mark = Symbol('controller method');
  for (const method of controllerMethods(app)) {
    // A second controller with the same method cannot be told from the first, so neither is compiled.
    const taken = Reflect.hasOwnMetadata(mark, method.handler);
    Reflect.defineMetadata(mark, taken ? undefined : method, method.handler);
  }
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', (route) => {
    // Untyped metadata; the loop above is its only writer.
    const method = Reflect.getMetadata(mark, route.handler) as ControllerMethod | undefined;
    if (method === undefined || route.method !== 'GET' || !isUnderstood(method) || !isUnderstoodGlobally(config))
      return;
    const parameters = parametersOf(method);
    if (parameters === undefined) return;
    const takesReply = parameters.includes(reply);
    // Without a schema the answer may be anything, a stream or a file too, and Nest knows what to do with it.
    if (takesReply || route.schema?.response !== undefined) {
      route.handler = compile(method, config.getGlobalGuards(), parameters, takesReply);
    }
  });
}

interface ControllerMethod {
  readonly controller: object;
  readonly type: Type;
  readonly name: string;
  readonly handler: (...parameters: readonly unknown[]) => unknown;
}

function controllerMethods(app: NestFastifyApplication): ControllerMethod[] {
  const scanner = new MetadataScanner();
  return [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .filter((wrapper) => wrapper.isDependencyTreeStatic())
    .flatMap(({ instance, metatype }) =>
      scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object).flatMap((name) => {
        // What the scanner names is a method; what Nest calls is the property of the instance.
        const handler = (instance as Readonly<Record<string, ControllerMethod['handler']>>)[name];
        const isRoute = handler !== undefined && Reflect.hasMetadata(METHOD_METADATA, handler);
        return isRoute ? [{ controller: instance, type: metatype as Type, name, handler }] : [];
      }),
    );
}

/** Metadata that says nothing of how a request is served, or is heeded here. */
const UNDERSTOOD = {
  controller: /^(?:__controller__|path|design:paramtypes|swagger\/.*)$/,
  /** Of the function; a symbol is a mark of our own decorators, which guards and hooks read as ever. */
  handler: /^(?:path|method|__fastify_route_(?:schema|config)__|swagger\/.*)$/,
  /** Of the name, where parameter decorators write. */
  parameters: /^(?:__routeArguments__|swagger\/.*)$/,
};

function isUnderstood({ type, name, handler }: ControllerMethod): boolean {
  const isKnown = (known: RegExp) => (key: unknown) => typeof key === 'symbol' || known.test(String(key));
  return (
    Reflect.getMetadata(METHOD_METADATA, handler) === RequestMethod.GET &&
    // @Controller() always writes a host, a scope and a version, mostly undefined.
    Reflect.getMetadataKeys(type)
      .filter((key: unknown) => Reflect.getMetadata(key, type) !== undefined)
      .every(isKnown(UNDERSTOOD.controller)) &&
    Reflect.getMetadataKeys(handler).every(isKnown(UNDERSTOOD.handler)) &&
    Reflect.getMetadataKeys(type, name).every(isKnown(UNDERSTOOD.parameters))
  );
}

/** The validation pipe leaves alone what a compiled route takes; other pipes may not. */
function isUnderstoodGlobally(config: ApplicationConfig): boolean {
  return (
    [
      config.getGlobalInterceptors(),
      config.getGlobalRequestGuards(),
      config.getGlobalRequestInterceptors(),
      config.getGlobalRequestPipes(),
      config.getGlobalRequestFilters(),
    ].every((list) => list.length === 0) && config.getGlobalPipes().every((pipe) => pipe instanceof DtoValidationPipe)
  );
}

type Parameter = (call: RouteCall) => unknown;

const reply: Parameter = (call) => call.reply;

/** What Nest keeps of a parameter decorator, under `<kind>:<index>`. */
interface DecoratedParameter {
  readonly index: number;
  readonly data?: unknown;
  readonly pipes: readonly unknown[];
  /** Of `createParamDecorator`. */
  readonly factory?: (data: unknown, context: ExecutionContext) => unknown;
}

/** `undefined` unless each parameter is `@Res()` or made by `createParamDecorator`, without pipes. */
function parametersOf({ type, name, handler }: ControllerMethod): readonly Parameter[] | undefined {
  const decorated = Object.entries(
    // Nest writes it so; what has another shape is refused below.
    (Reflect.getMetadata(ROUTE_ARGS_METADATA, type, name) ?? {}) as Readonly<Record<string, DecoratedParameter>>,
  );
  const parameters: Parameter[] = [];
  for (const [key, { index, data, pipes, factory }] of decorated) {
    if (pipes.length > 0) return undefined;
    if (factory !== undefined) parameters[index] = (call) => factory(data, call);
    else if (key === `${RESPONSE}:${index}`) parameters[index] = reply;
    else return undefined;
  }
  return decorated.length === handler.length && parameters.length === handler.length ? parameters : undefined;
}

/** Nest's number for `@Res()`. */
const RESPONSE = 1;

function compile(
  { controller, type, handler }: ControllerMethod,
  guards: readonly CanActivate[],
  parameters: readonly Parameter[],
  takesReply: boolean,
): RouteHandlerMethod {
  const invoke = (call: RouteCall): unknown => {
    const values: unknown[] = [];
    for (const parameter of parameters) values.push(parameter(call));
    return handler.apply(controller, values);
  };
  // Fastify sends what a promise brings; what a handler with a reply returns is nobody's.
  const brought = (result: Promise<unknown>) => (takesReply ? result.then(() => undefined) : result);
  // What is thrown goes to Fastify, and from there to Nest's global filters.
  return (request, reply) => {
    const call = new RouteCall(type, handler, request, reply);
    const admitted = admit(guards, call);
    if (admitted !== undefined) return brought(admitted.then(() => settled(invoke(call))));
    const result = invoke(call);
    if (isPending(result)) return brought(settled(result));
    return takesReply ? undefined : turnEnd().then(() => result);
  };
}

/** Asks the guards in their order. A promise only once one of them answers with one. */
function admit(guards: readonly CanActivate[], call: RouteCall, first = 0): Promise<void> | undefined {
  for (let index = first; index < guards.length; index++) {
    const answer = guards[index]?.canActivate(call);
    if (isPending(answer)) {
      return settled(answer).then((allowed) => {
        if (allowed !== true) throw new ForbiddenException();
        return admit(guards, call, index + 1);
      });
    }
    if (answer !== true) throw new ForbiddenException();
  }
  return undefined;
}

function isPending(value: unknown): value is PromiseLike<unknown> | Observable<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    (('then' in value && typeof value.then === 'function') || isObservable(value))
  );
}

function settled(value: unknown): Promise<unknown> {
  return isObservable(value) ? lastValueFrom(value) : Promise.resolve(value);
}
