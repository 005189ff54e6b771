import { Load } from './load.client.mjs';
import { start } from './processes.mjs';
import { startGateway } from './gateway.mjs';
import { compare } from './compare.mjs';
import { validToken } from './fixtures.mjs';
const plan = { connections: 64, rounds: Number(process.env.ROUNDS ?? 15), sliceMs: 200, warmUpMs: 2000 };
const upstream = await start('upstream.mjs');
const wix = `http://127.0.0.1:${upstream.port}`;
const load = new Load();
const gateway = await startGateway({ wix, logLevel: process.env.LOG ?? 'warn' });
const bare = await start('servers/bare-fastify.mjs', { WIX_API_BASE_URL: wix });
const token = validToken('warm');
for (const path of (process.env.PATHS ?? '/v1/identity,/v1/instance/details').split(',')) {
  const r = await compare({ load, upstream }, { name: 'gw', server: gateway, path, token }, { name: 'bare', server: bare, path, token }, plan);
  console.log(path, 'rps', r.throughputRatio, 'cpu', r.cpuRatio, 'us', r.a.cpuUs.median, r.b.cpuUs.median, 'rps', r.a.perSecond.median, r.b.perSecond.median, 'busy', r.a.loadBusy.median, r.b.loadBusy.median, 'rounds', r.rounds, 'rej', r.rejected, r.quiet);
}
for (const c of [gateway, bare, load, upstream]) await c.stop();
