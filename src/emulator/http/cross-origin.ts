import type { FastifyReply, FastifyRequest } from 'fastify';

/** Wix's APIs may be called from any page: the token is in a header, no cookie is involved. */
export function allowAnyOrigin(request: FastifyRequest, reply: FastifyReply): void {
  if (request.headers.origin === undefined) return;
  void reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', 'x-wix-request-id');
}

/** Answers a CORS preflight; whether it was one. */
export function answerPreflight(request: FastifyRequest, reply: FastifyReply): boolean {
  const method = request.headers['access-control-request-method'];
  if (request.method !== 'OPTIONS' || method === undefined) return false;
  void reply
    .code(204)
    .header('access-control-allow-methods', method)
    .header('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '')
    .header('access-control-max-age', '600')
    .send();
  return true;
}
