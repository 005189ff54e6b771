/** Fastify as it comes: `GET /v1/identity` answers the same JSON, `GET /v1/instance/details` passes Wix's answer through. */
import Fastify from 'fastify';
import { Pool } from 'undici';
import { IDENTITY } from '../fixtures.mjs';

const fastify = Fastify();
const wix = new Pool(process.env.WIX_API_BASE_URL, { connections: 128, pipelining: 1, keepAliveTimeout: 60_000 });
const headers = { authorization: 'OauthNG.JWS.app.'.padEnd(700, 'z'), accept: 'application/json' };

fastify.get('/v1/identity', (_request, reply) => {
  reply.send(IDENTITY);
});
/** As many bytes of headers as the gateway sends, for a look at what these alone cost. */
const GATEWAY_HEADERS = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, no-store',
  'x-request-id': IDENTITY.instanceId,
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Retry-After, WWW-Authenticate, X-Request-Id, RateLimit, RateLimit-Policy',
};
fastify.get('/same-headers', (_request, reply) => {
  reply.headers(GATEWAY_HEADERS).send(IDENTITY);
});
fastify.get('/v1/instance/details', async (_request, reply) => {
  const answer = await wix.request({ method: 'GET', path: '/apps/v1/instance', headers });
  reply
    .code(answer.statusCode)
    .header('content-type', answer.headers['content-type'])
    .header('content-length', answer.headers['content-length']);
  return reply.send(answer.body);
});

await fastify.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
console.log(`listening on ${fastify.server.address().port}`);
