// The server of a headless site: its page, and the gateway's routes under the page's own origin, as session cookies want it.
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream';

const FILES = [
  ['/', 'headless-page.html', 'text/html'],
  ['/headless-page.js', 'headless-page.js', 'text/javascript'],
  ['/headless-page.css', 'headless-page.css', 'text/css'],
];
/** Nothing runs in the page but its own script, and no other site frames it. */
const POLICY = "default-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'self'";

/**
 * @param folder of the built page
 * @param gatewayUrl whose `PUBLIC_URL` is this server's origin
 */
export function createSiteServer({ folder, gatewayUrl }) {
  const files = new Map(FILES.map(([path, name, type]) => [path, { type, text: readFileSync(join(folder, name)) }]));
  return createServer((incoming, answer) => {
    const [path] = incoming.url.split('?');
    if (/^\/(api|v1)\//.test(path)) passOn(incoming, answer, gatewayUrl);
    else sendFile(answer, files.get(path));
  });
}

function sendFile(answer, file) {
  if (file === undefined) {
    answer.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.');
    return;
  }
  const headers = { 'content-type': `${file.type}; charset=utf-8`, 'content-security-policy': POLICY };
  answer.writeHead(200, headers).end(file.text);
}

/** As it came: the gateway reads the browser's cookie and its `Sec-Fetch-Site`. */
function passOn(incoming, answer, gatewayUrl) {
  const { method, url, headers, socket } = incoming;
  const target = new URL(gatewayUrl);
  const options = {
    method,
    host: target.hostname,
    port: target.port,
    path: url,
    headers: { ...headers, 'x-forwarded-for': socket.remoteAddress },
  };
  const passed = request(options, (reply) => {
    answer.writeHead(reply.statusCode, reply.headers);
    pipeline(reply, answer, () => undefined);
  });
  passed.on('error', () => {
    if (!answer.headersSent) answer.writeHead(502);
    answer.end();
  });
  pipeline(incoming, passed, () => undefined);
}
