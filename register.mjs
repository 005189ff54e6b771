/**
 * Sends a program's calls to Wix to a local Wix emulator, without a change to the program:
 *
 *     NODE_OPTIONS="--import /absolute/path/of/register.mjs" node their-app.js
 *
 * Every TLS connection to port 443 of `www.wixapis.com` or `edge.wixapis.com` is opened to the origin in
 * `WIX_EMULATOR_URL` (default `http://127.0.0.1:4100`) instead. Requests themselves are not touched: method, path, query,
 * headers (`Host` too) and body arrive as they were sent, whichever client sends them (`fetch`, `undici`, `axios`,
 * `https`), with whatever agent or dispatcher. Connections to other hosts are left alone.
 *
 * Throws, so that the program does not start, when `NODE_ENV` is `production`, and when `WIX_EMULATOR_URL` is not the
 * http or https origin of a loopback host.
 */
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import workerThreads from 'node:worker_threads';

const WIX_HOSTS = ['www.wixapis.com', 'edge.wixapis.com'];

/**
 * @param {string} sentence
 * @returns {Error} reported as the sentence alone: a stack through this file would tell its reader nothing
 */
function refusal(sentence) {
  const error = new Error(`liftgate/register: ${sentence}`);
  error.stack = error.message;
  return error;
}

/**
 * @param {string} value
 * @returns {URL}
 */
function emulatorOrigin(value) {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isOrigin = url?.href === `${url?.origin}/`;
  if (
    !url ||
    !isOrigin ||
    !/^https?:$/.test(url.protocol) ||
    !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
  ) {
    // The value is not repeated, for a URL can carry a password.
    throw refusal(
      'WIX_EMULATOR_URL must be the http or https origin of a loopback host (127.0.0.0/8, localhost or [::1]), such as http://127.0.0.1:4100.',
    );
  }
  return url;
}

/**
 * @param {unknown[]} args of `tls.connect`: `(options[, callback])` or `(port[, host][, options][, callback])`
 * @returns {tls.ConnectionOptions}
 */
function connectionOptions(args) {
  const [first, second] = args;
  const options = args.find((argument) => typeof argument === 'object' && argument !== null);
  if (options === first) return options ?? {};
  return { port: first, ...(typeof second === 'string' && { host: second }), ...options };
}

/**
 * @param {tls.ConnectionOptions} options
 * @returns {boolean}
 */
function isWix({ host, servername, port }) {
  // A client that has tunnelled through a proxy may name the server only, and give 0 as the port.
  const name = String(host ?? servername).toLowerCase();
  return WIX_HOSTS.includes(name.replace(/\.$/, '')) && Number(port || 443) === 443;
}

/**
 * @param {net.TcpNetConnectOpts} address
 * @returns {net.Socket} without TLS, which says all the same what a client waits to hear from a TLS socket
 */
function connectWithoutTls(address) {
  const socket = net.connect(address);
  Object.assign(socket, { encrypted: true, authorized: true, alpnProtocol: 'http/1.1' });
  return socket.once('connect', () => socket.emit('secureConnect'));
}

/** @param {URL} emulator */
function redirectConnections(emulator) {
  const connect = tls.connect;
  const secure = emulator.protocol === 'https:';
  const address = {
    host: emulator.hostname.replace(/^\[|\]$/g, ''),
    port: Number(emulator.port || (secure ? 443 : 80)),
  };

  tls.connect = function (...args) {
    const options = connectionOptions(args);
    if (!isWix(options)) return connect.apply(this, args);
    options.socket?.destroy();
    const socket = secure
      ? connect({ ...options, ...address, servername: undefined, socket: undefined })
      : connectWithoutTls({ ...address, timeout: options.timeout });
    const callback = args.find((argument) => typeof argument === 'function');
    return callback ? socket.once('secureConnect', callback) : socket;
  };
  syncBuiltinESMExports();
}

/** Node imports this file in every worker thread but those that are given code (`eval`), which have to ask for it. */
function reachWorkersOfCode() {
  const path = JSON.stringify(fileURLToPath(import.meta.url));
  const ThreadWorker = workerThreads.Worker;

  workerThreads.Worker = class Worker extends ThreadWorker {
    /**
     * @param {string | URL} program
     * @param {import('node:worker_threads').WorkerOptions} [options]
     */
    constructor(program, options) {
      const strict = /^\s*(["'])use strict\1/.test(String(program)) ? '"use strict";' : '';
      super(options?.eval ? `${strict}globalThis.require?.(${path});${program}` : program, options);
    }
  };
  syncBuiltinESMExports();
}

/** A proxy that the environment names would be asked for Wix before any TLS connection. */
function bypassProxy() {
  const bypassed = process.env.no_proxy ?? process.env.NO_PROXY ?? '';
  if (bypassed === '*') return;
  const hosts = new Set([...bypassed.split(/[\s,]+/).filter(Boolean), ...WIX_HOSTS]);
  process.env.no_proxy = process.env.NO_PROXY = [...hosts].join();
}

if (process.env.NODE_ENV === 'production') {
  throw refusal('NODE_ENV is production, where calls to Wix must reach Wix. Take this file out of NODE_OPTIONS.');
}
redirectConnections(emulatorOrigin(process.env.WIX_EMULATOR_URL ?? 'http://127.0.0.1:4100'));
reachWorkersOfCode();
bypassProxy();
