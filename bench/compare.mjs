import { cpus } from 'node:os';
import { machineCpuMs } from './machine.mjs';
import { spread } from './statistics.mjs';

/** How much of the machine's cores others may take before a slice counts for nothing. */
const FOREIGN_SHARE = 0.1;
const FEWEST_ROUNDS = 5;

/**
 * One side of a comparison.
 * @typedef {{ name: string, server: import('./processes.mjs').Child, path: string, token: string }} Side
 */

/**
 * Loads two servers in turns, A B A B, in slices short enough that the machine's drift meets both, and gives A's figures
 * as ratios to B's. A round in which the machine was busy with something else is rejected; if too few are left, the
 * quietest are taken and `quiet` is false.
 *
 * @param {{ load: import('./load.client.mjs').Load, upstream: import('./processes.mjs').Child }} bench
 * @param {Side} a
 * @param {Side} b
 * @param {{ connections: number, rounds: number, sliceMs: number, warmUpMs: number }} plan
 */
export async function compare(bench, a, b, { connections, rounds, sliceMs, warmUpMs }) {
  const slice = (side, durationMs) => measureSlice(bench, side, connections, durationMs);
  for (const side of [a, b]) await slice(side, warmUpMs);
  const measured = [];
  let good = 0;
  while (good < rounds && measured.length < rounds * 2) {
    const round = { a: await slice(a, sliceMs), b: await slice(b, sliceMs) };
    measured.push(round);
    if (foreignShare(round) <= FOREIGN_SHARE) good++;
  }
  const quiet = good >= FEWEST_ROUNDS;
  const used = quiet
    ? measured.filter((round) => foreignShare(round) <= FOREIGN_SHARE)
    : measured.toSorted((x, y) => foreignShare(x) - foreignShare(y)).slice(0, FEWEST_ROUNDS);
  for (const side of [a, b]) await bench.load.run({ kind: 'close', port: side.server.port });
  return {
    a: figures(
      a,
      used.map((round) => round.a),
    ),
    b: figures(
      b,
      used.map((round) => round.b),
    ),
    throughputRatio: spread(used.map((round) => round.a.perSecond / round.b.perSecond)),
    cpuRatio: used[0]?.a.cpuUs === undefined ? undefined : spread(used.map((round) => round.b.cpuUs / round.a.cpuUs)),
    rounds: used.length,
    rejected: measured.length - used.length,
    quiet,
  };
}

async function measureSlice({ load, upstream }, { server, path, token }, connections, durationMs) {
  const before = [machineCpuMs(), server.cpuMs(), load.cpuMs(), upstream.cpuMs()];
  const result = await load.run({ kind: 'slice', port: server.port, path, token, connections, durationMs });
  const after = [machineCpuMs(), server.cpuMs(), load.cpuMs(), upstream.cpuMs()];
  const failed = Object.keys(result.statuses).filter((status) => status !== '200');
  if (failed.length > 0) throw new Error(`${path} answered ${JSON.stringify(result.statuses)} under load`);
  const [machine, own, ...others] = after.map((value, index) => value - before[index]);
  const foreign = machine - own - others.reduce((sum, each) => sum + each, 0);
  return {
    perSecond: (result.requests / result.elapsedMs) * 1000,
    cpuUs: Number.isNaN(own) ? undefined : (own / result.requests) * 1000,
    loadBusy: result.cpuMs / result.elapsedMs,
    p50: result.p50,
    p99: result.p99,
    foreign: Number.isNaN(foreign) ? 0 : Math.max(0, foreign / (result.elapsedMs * cpus().length)),
  };
}

const foreignShare = (round) => Math.max(round.a.foreign, round.b.foreign);

function figures({ name }, slices) {
  return {
    name,
    perSecond: spread(slices.map((slice) => slice.perSecond)),
    cpuUs: slices[0]?.cpuUs === undefined ? undefined : spread(slices.map((slice) => slice.cpuUs)),
    p50Ms: spread(slices.map((slice) => slice.p50)),
    p99Ms: spread(slices.map((slice) => slice.p99)),
    /** How much of a core the generator took: near 1 it, and not the server, was measured. */
    loadBusy: spread(slices.map((slice) => slice.loadBusy)),
  };
}
