import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppIdentity } from '../auth/app-identity';
import type { InstanceContext } from '../auth/instance-context';
import '../auth/request-context';
import type { WixCall } from '../wix/wix-call';
import type { SdkCalls } from './sdk-calls';
import type { WixScope } from './wix-scope';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Where this route declares `call`, as a sentence, when it is not in `@Elevated({ calls })`. */
    remedyFor?: (call: WixCall) => string;
  }
}

/** The scope of one request. It reads the request when it is asked, for the guards fill it in later. */
export class RequestScope implements WixScope {
  #consistent: string | undefined;

  constructor(
    readonly calls: SdkCalls,
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
  ) {}

  get route(): string {
    return `${this.request.method} ${this.request.routeOptions.url ?? ''}`;
  }

  get requestId(): string {
    return this.request.id;
  }

  get instance(): InstanceContext | undefined {
    return this.request.instanceContext;
  }

  get caller(): InstanceContext | undefined {
    return this.request.instanceContext;
  }

  get appIdentity(): AppIdentity | undefined {
    return this.request.appIdentity;
  }

  get ended(): boolean {
    return this.reply.raw.writableEnded;
  }

  /** Starts as what the front-end sent along, who may have read its own write already. */
  get consistent(): string | undefined {
    const { 'x-wix-consistent': sent } = this.request.headers;
    return this.#consistent ?? (typeof sent === 'string' ? sent : undefined);
  }

  set consistent(value: string | undefined) {
    this.#consistent = value;
  }

  remedy(call: WixCall): string {
    const { remedyFor } = this.request.routeOptions.config;
    if (remedyFor !== undefined) return remedyFor(call);
    return this.appIdentity === undefined
      ? `Declare the route with @Elevated({ allow: […], calls: ['${call}'] }).`
      : 'Add it to @Elevated({ calls }).';
  }
}
