import type { ExecutionContext, Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

type Handler = ReturnType<ExecutionContext['getHandler']>;

/** What guards and parameter decorators are told of a request, in one object. */
export class RouteCall implements ExecutionContext {
  constructor(
    private readonly type: Type,
    private readonly handler: Handler,
    readonly request: FastifyRequest,
    readonly reply: FastifyReply,
  ) {}

  // Nest lets the caller name the type of what it gets; `never` fits every name.
  getClass(): never {
    return this.type as never;
  }

  getHandler(): Handler {
    return this.handler;
  }

  getType(): never {
    return 'http' as never;
  }

  getArgs(): never {
    return [this.request, this.reply] as never;
  }

  getArgByIndex(index: number): never {
    return [this.request, this.reply][index] as never;
  }

  switchToHttp(): this {
    return this;
  }

  getRequest(): never {
    return this.request as never;
  }

  getResponse(): never {
    return this.reply as never;
  }

  getNext(): never {
    return undefined as never;
  }

  switchToRpc(): never {
    throw new Error('This is an HTTP request, no message.');
  }

  switchToWs(): never {
    throw new Error('This is an HTTP request, no WebSocket message.');
  }
}
