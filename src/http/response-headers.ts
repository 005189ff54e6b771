import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CorsPolicy } from './cors.policy';
import { securityHeaders } from './security-headers';

/** The headers that every answer carries; a public route overrides `Cache-Control`. */
export class ResponseHeaders {
  readonly #fixed = { ...securityHeaders(), 'cache-control': 'private, no-store' };

  constructor(private readonly cors: CorsPolicy) {}

  apply(request: FastifyRequest, reply: FastifyReply): void {
    void reply.headers(this.#fixed).header('x-request-id', request.id);
    this.cors.apply(request, reply);
  }
}
