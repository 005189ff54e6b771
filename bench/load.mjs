/**
 * The load generator, a process of its own: keep-alive connections over bare sockets, one request at a time on each. It
 * reads no more of an answer than where it ends, so that it costs a fraction of what it measures.
 */
import { LoadConnection } from './load.connection.mjs';
import { junkToken, validToken } from './fixtures.mjs';

/** Connections stay open between slices, by target. @type {Map<string, LoadConnection[]>} */
const pools = new Map();

process.on('message', async (/** @type {any} */ { id, job }) => {
  try {
    process.send?.({ id, result: await JOBS[job.kind](job) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});

const JOBS = {
  /** Load for a time. */
  async slice({ port, path, token, connections, durationMs }) {
    const lines = await connect(port, connections);
    const request = requestOf(path, token);
    const cpu = process.cpuUsage();
    const start = performance.now();
    const until = start + durationMs;
    const results = await Promise.all(
      lines.map((line) => line.loop(() => (performance.now() < until ? request : undefined))),
    );
    return summary(results, performance.now() - start, process.cpuUsage(cpu));
  },

  /**
   * Requests at a rate, whatever the answers take, as long as one of the connections is free; all with one token, or each
   * with a new one that Wix knows, counted up from `from`.
   */
  async paced({ port, path, token, from = 0, connections, perSecond, durationMs }) {
    const lines = await connect(port, connections);
    const request = token === undefined ? undefined : requestOf(path, token);
    let next = from;
    const cpu = process.cpuUsage();
    const start = performance.now();
    const until = start + durationMs;
    const everyMs = (connections * 1_000) / perSecond;
    const results = await Promise.all(
      lines.map(async (line, index) => {
        const own = [];
        for (let due = start + (index * 1_000) / perSecond; due < until; due += everyMs) {
          const early = due - performance.now();
          if (early > 0.5) await new Promise((resolve) => setTimeout(resolve, early));
          let sent = false;
          own.push(
            await line.loop(() => {
              if (sent) return undefined;
              sent = true;
              return request ?? requestOf(path, validToken(String(next++)));
            }),
          );
        }
        return own;
      }),
    );
    return { ...summary(results.flat(), performance.now() - start, process.cpuUsage(cpu)), sent: next - from };
  },

  /** Every connection sends one request at the same moment. */
  async burst({ port, path, token, connections }) {
    const lines = await connect(port, connections);
    const request = requestOf(path, token);
    const start = performance.now();
    const results = await Promise.all(
      lines.map((line) => {
        let sent = false;
        return line.loop(() => {
          if (sent) return undefined;
          sent = true;
          return request;
        });
      }),
    );
    return summary(results, performance.now() - start, { user: 0, system: 0 });
  },

  /** A new token with every request, junk unless Wix is to know it, until there were `count` of them or the time is over. */
  async junk({ port, path, from, count, connections, durationMs, valid = false }) {
    const lines = await connect(port, connections);
    const until = performance.now() + durationMs;
    const start = performance.now();
    let next = from;
    const results = await Promise.all(
      lines.map((line) =>
        line.loop(() =>
          next < from + count && performance.now() < until
            ? requestOf(path, valid ? validToken(String(next++)) : junkToken(next++))
            : undefined,
        ),
      ),
    );
    return { ...summary(results, performance.now() - start, { user: 0, system: 0 }), sent: next - from };
  },

  async close({ port }) {
    for (const line of pools.get(String(port)) ?? []) line.destroy();
    pools.delete(String(port));
  },
};

function requestOf(path, token) {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${token}\r\n\r\n`);
}

async function connect(port, connections) {
  const open = (pools.get(String(port)) ?? []).filter((line) => line.usable);
  while (open.length < connections) open.push(new LoadConnection(port));
  pools.set(String(port), open);
  const used = open.slice(0, connections);
  await Promise.all(used.map((line) => line.ready));
  return used;
}

function summary(results, elapsedMs, cpu) {
  const latencies = results.flatMap(({ latencies }) => latencies).sort((a, b) => a - b);
  const refusals = results.flatMap(({ refusals }) => refusals).sort((a, b) => a - b);
  /** @type {Record<string, number>} */
  const statuses = {};
  for (const { statuses: own } of results)
    for (const status in own) statuses[status] = (statuses[status] ?? 0) + own[status];
  return {
    requests: latencies.length + refusals.length,
    statuses,
    elapsedMs,
    p50: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
    p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
    refusedP99: refusals[Math.floor(refusals.length * 0.99)] ?? 0,
    max: Math.max(latencies.at(-1) ?? 0, refusals.at(-1) ?? 0),
    cpuMs: (cpu.user + cpu.system) / 1000,
  };
}
