import { gzipSync } from 'node:zlib';
import type { FailureReason } from '../../../src/wix/wix-failure.error';
import { text } from './loopback-server';
import type { Respond } from './loopback-server';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Every way in which no whole answer comes, and the one word that may be said of it. */
export const BROKEN_ANSWERS: readonly (readonly [string, FailureReason, Respond])[] = [
  ['nothing at all', 'timeout', () => undefined],
  ['headers, then nothing', 'timeout', (response) => response.writeHead(200, JSON_TYPE).flushHeaders()],
  ['a dripping body', 'timeout', drip],
  ['a reset before the headers', 'reset', (response) => response.socket?.resetAndDestroy()],
  ['a reset amid the body', 'reset', resetAmidBody],
  ['fewer bytes than promised', 'reset', truncate],
  ['an endless body', 'too large', (response) => void endless(response)],
  ['HTML', 'bad body', text(200, '<html>Wix is down</html>', { 'content-type': 'text/html' })],
  ['nothing in the body', 'bad body', text(200, '')],
  ['half a JSON text', 'bad body', text(200, '{"active":true,"access_token":"half')],
  ['a JSON string', 'bad body', text(200, '"text"')],
  ['garbage that claims to be gzip', 'bad body', text(200, 'garbage', { 'content-encoding': 'gzip' })],
  ['an unknown encoding', 'bad body', text(200, gzipSync('{}'), { 'content-encoding': 'quantum' })],
  ['no content', 'status 204', text(204, '')],
  ['500', 'status 500', text(500, '{"message":"","details":{}}')],
  ['502 with HTML', 'status 502', text(502, '<html/>', { 'content-type': 'text/html' })],
  ['503', 'status 503', text(503, '')],
];

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
  response.on('error', () => undefined);
  response.writeHead(200, JSON_TYPE);
  while (!response.closed && sent < 300 * 1024 * 1024) {
    sent += chunk.length;
    if (!response.write(chunk)) {
      await new Promise<void>((resolve) => {
        response.once('drain', resolve).once('close', resolve);
      });
    }
  }
  response.end();
  return sent;
}
