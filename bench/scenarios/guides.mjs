import { compare } from '../compare.mjs';
import { APP_ID, APP_SECRET, validToken } from '../fixtures.mjs';
import { startGateway } from '../gateway.mjs';
import { start } from '../processes.mjs';
import { wixCallsPerRequest } from './warm-routes.mjs';

const ROUTES = { identity: '/v1/identity', forward: '/v1/instance/details' };
const REQUIRED = { identity: 10, forward: 8 };

/** The gateway against the backends that Wix's self-hosting guides print, near and far from Wix, idle and busy. */
export async function guides(bench) {
  const token = validToken('warm');
  const gateway = await startGateway({ wix: bench.wix });
  const guide = await start('servers/guide-express.mjs', {
    WIX_API_BASE_URL: bench.wix,
    WIX_APP_ID: APP_ID,
    WIX_APP_SECRET: APP_SECRET,
  });
  await gateway.settled();
  const results = [];
  for (const latencyMs of bench.quick ? [20] : [0, 20]) {
    await bench.askUpstream({ latencyMs });
    for (const connections of bench.quick ? [512] : [1, 64, 512]) {
      for (const [name, path] of Object.entries(ROUTES)) {
        // A slice holds several answers of each connection, though the sample takes a second for one when it is busy.
        const plan = {
          connections,
          sliceMs: connections === 512 ? 1_000 : 400,
          ...bench.plan,
          rounds: bench.quick ? 3 : 5,
          warmUpMs: 1_000,
        };
        const comparison = await compare(
          bench,
          { name: `gateway ${path}, Wix at ${latencyMs} ms, ${connections} connections`, server: gateway, path, token },
          { name: "the guides' Express sample", server: guide, path, token },
          plan,
        );
        const required = latencyMs === 20 && connections === 512 ? REQUIRED[name] : undefined;
        results.push({ route: name, latencyMs, connections, ...comparison, required });
        bench.printRatio(results.at(-1));
      }
    }
  }
  await bench.askUpstream({ latencyMs: 0 });
  const wixCalls = {};
  for (const [name, path] of Object.entries(ROUTES)) {
    wixCalls[name] = {
      gateway: await wixCallsPerRequest(bench, gateway, path, token),
      guide: await wixCallsPerRequest(bench, guide, path, token),
    };
    bench.print(
      `Wix calls per request, ${name}: gateway ${wixCalls[name].gateway}, the sample ${wixCalls[name].guide}`,
    );
  }
  await gateway.stop();
  await guide.stop();
  return { comparisons: results, wixCallsPerRequest: wixCalls };
}

/** Of all comparisons of a route the one that has an aim. */
export const requiredComparison = ({ comparisons }, name) =>
  comparisons.find(({ route, required }) => route === name && required !== undefined);
