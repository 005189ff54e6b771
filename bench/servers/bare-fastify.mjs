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
