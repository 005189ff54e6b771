import { compare } from '../compare.mjs';
import { validToken } from '../fixtures.mjs';
import { startGateway } from '../gateway.mjs';
import { start } from '../processes.mjs';

const IDENTITY = '/v1/identity';
/** Of the elevated routes this one is nothing but a pass-through: Wix's bytes, neither parsed nor filtered. */
const FORWARD = '/v1/instance/details';

/** Warm routes of the gateway against the least that can answer the same. */
export async function warmRoutes(bench) {
  // Of slices so short many are needed: with fifteen the median itself moved by a tenth from run to run.
  const plan = { ...bench.plan, connections: 64, sliceMs: 200, rounds: bench.quick ? 7 : 45 };
  const wix = bench.wix;
  const token = validToken('warm');
  const servers = {
    quiet: await startGateway({ wix }),
    logging: await startGateway({ wix, logLevel: 'info' }),
    fastify: await start('servers/bare-fastify.mjs', { WIX_API_BASE_URL: wix }),
    http: await start('servers/bare-http.mjs'),
  };
  for (const server of Object.values(servers)) await server.settled();
  const side = (name, server, path) => ({ name, server, path, token });
  const quiet = (path) => side(`gateway ${path}`, servers.quiet, path);
  const logging = (path) => side(`gateway ${path}, one log line a request`, servers.logging, path);
  const fastify = (path) => side(`bare Fastify ${path}`, servers.fastify, path);
  const passThrough = side(`bare undici pass-through in Fastify ${FORWARD}`, servers.fastify, FORWARD);
  const pairs = {
    identityToFastify: [quiet(IDENTITY), fastify(IDENTITY), 0.85],
    identityToFastifyWithHeaders: [
      quiet(IDENTITY),
      side("bare Fastify with the gateway's response headers", servers.fastify, '/same-headers'),
    ],
    identityWithLogToFastify: [logging(IDENTITY), fastify(IDENTITY)],
    identityToHttp: [quiet(IDENTITY), side(`bare node:http ${IDENTITY}`, servers.http, IDENTITY)],
    forwardToPassThrough: [quiet(FORWARD), passThrough, 0.85],
    forwardWithLogToPassThrough: [logging(FORWARD), passThrough],
  };
  const results = {};
  for (const [key, [a, b, required]] of Object.entries(pairs)) {
    results[key] = { ...(await compare(bench, a, b, plan)), required };
    bench.printRatio(results[key]);
  }
  const wixCalls = await wixCallsPerRequest(bench, servers.quiet, FORWARD, token);
  const identityWixCalls = await wixCallsPerRequest(bench, servers.quiet, IDENTITY, token);
  bench.print(`Wix calls per warm request: forward ${wixCalls}, identity ${identityWixCalls}`);
  for (const server of Object.values(servers)) await server.stop();
  return { ...results, wixCallsPerWarmForward: wixCalls, wixCallsPerWarmIdentity: identityWixCalls };
}

/** Counted at the upstream, over at least a thousand requests or half a second. */
export async function wixCallsPerRequest(bench, server, path, token, connections = 64) {
  await bench.askUpstream({ reset: true });
  const { requests } = await bench.load.run({
    kind: 'slice',
    port: server.port,
    path,
    token,
    connections,
    durationMs: 500,
  });
  await bench.load.run({ kind: 'close', port: server.port });
  const { calls } = await bench.askUpstream({});
  return Math.round((Object.values(calls).reduce((sum, each) => sum + each, 0) / requests) * 100) / 100;
}
