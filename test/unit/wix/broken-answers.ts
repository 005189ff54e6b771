import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import type { FailureReason } from '../../../src/wix/wix-failure.error';
import { text } from './loopback-server';
import type { Respond } from './loopback-server';

const JSON_TYPE = { 'content-type': 'application/json' };
const HEADER = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const AMID_HEADERS = `${HEADER}x-half: `;
const CHUNKED = `${HEADER}transfer-encoding: chunked\r\n\r\n`;
/** `{}`, as `zstd` compresses it. */
const ZSTD = Buffer.from('28b52ffd04581100007b7dd194f27a', 'hex');

/** Short where the deadline is what ends the wait, long where a busy machine must not. */
export function deadlineFor(reason: FailureReason): number {
  return reason === 'timeout' ? 150 : 5000;
}

/** Every way in which no whole answer comes, and the one word that may be said of it. */
export const BROKEN_ANSWERS: readonly (readonly [string, FailureReason, Respond])[] = [
  ['nothing at all', 'timeout', () => undefined],
  ['headers, then nothing', 'timeout', stall],
  ['a dripping body', 'timeout', drip],
  ['a reset before the headers', 'reset', (response) => response.socket?.resetAndDestroy()],
  ['early hints, then nothing', 'timeout', raw('HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n')],
  ['a reset amid the headers', 'reset', raw(AMID_HEADERS, 'reset')],
  ['an end amid the headers', 'reset', raw(AMID_HEADERS, 'end')],
  ['an end before the headers', 'reset', raw('', 'end')],
  ['what is not HTTP', 'reset', raw('half of something else\r\n\r\n')],
  ['a reset amid the body', 'reset', resetAmidBody],
  ['fewer bytes than promised', 'reset', truncate],
  ['chunks without the last', 'reset', raw(`${CHUNKED}11\r\n{"active":"half"}\r\n`, 'end')],
  ['chunks of no size', 'reset', raw(`${CHUNKED}half\r\n`)],
  ['an endless body', 'too large', startEndless],
  ['a giant body that says its length', 'too large', text(200, Buffer.alloc(6 * 1024 * 1024, ' '))],
  ['HTML', 'bad body', text(200, '<html>Wix is down</html>', { 'content-type': 'text/html' })],
  ['nothing in the body', 'bad body', text(200, '')],
  ['half a JSON text', 'bad body', text(200, '{"active":true,"access_token":"half')],
  ['a JSON string', 'bad body', text(200, '"text"')],
  ['half a JSON text that the end of the connection ends', 'bad body', raw(`${HEADER}\r\n{"active":"half`, 'end')],
  ['garbage that claims to be br', 'bad body', text(200, 'garbage', { 'content-encoding': 'br' })],
  ['zstd', 'bad body', text(200, ZSTD, { 'content-encoding': 'zstd' })],
  ['garbage that claims to be gzip', 'bad body', text(200, 'garbage', { 'content-encoding': 'gzip' })],
  ['an unknown encoding', 'bad body', text(200, gzipSync('{}'), { 'content-encoding': 'quantum' })],
  ['no content', 'status 204', text(204, '')],
  ['500', 'status 500', text(500, '{"message":"","details":{}}')],
  ['502 with HTML', 'status 502', text(502, '<html/>', { 'content-type': 'text/html' })],
  ['503', 'status 503', text(503, '')],
];

/** Bytes as they are, behind the back of Node's server. */
function raw(bytes: string, then?: 'reset' | 'end'): Respond {
  return ({ socket }) => {
    socket?.write(bytes);
    if (then === 'end') socket?.end();
    // A reset overtakes what was sent just before it.
    if (then === 'reset') setTimeout(() => socket?.resetAndDestroy(), 20);
  };
}

function stall(response: Parameters<Respond>[0]): void {
  response.writeHead(200, JSON_TYPE).flushHeaders();
}

function startEndless(response: Parameters<Respond>[0]): void {
  void endless(response);
}

function drip(response: Parameters<Respond>[0]): void {
  response.writeHead(200, JSON_TYPE).write('{');
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => {
    clearInterval(timer);
  });
}

function resetAmidBody(response: Parameters<Respond>[0]): void {
  response.writeHead(200, JSON_TYPE).write('{"active":');
  setTimeout(() => response.socket?.resetAndDestroy(), 20);
}

function truncate(response: Parameters<Respond>[0]): void {
  response.writeHead(200, { ...JSON_TYPE, 'content-length': '1000' }).write('{"active":true}');
  setTimeout(() => response.socket?.end(), 20);
}

/** Sends until the other side hangs up, or 300 MB are out; gives what it could send. */
export async function endless(response: Parameters<Respond>[0]): Promise<number> {
  const chunk = Buffer.alloc(64 * 1024, ' ');
  let sent = 0;
  const closed = new Promise<void>((resolve) => response.once('close', resolve));
  response.writeHead(200, JSON_TYPE);
  while (!response.closed && sent < 300 * 1024 * 1024) {
    sent += chunk.length;
    if (!response.write(chunk)) {
      await Promise.race([closed, once(response, 'drain').catch(() => undefined)]);
    }
  }
  response.end();
  return sent;
}

/** What may well be gone a moment later, and so is asked for once more. */
export function attemptsFor(reason: FailureReason): number {
  return ['reset', 'status 502', 'status 503', 'status 504'].includes(reason) ? 2 : 1;
}
