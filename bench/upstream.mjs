/** A Wix that answers at once, or after a set time, and counts what it was asked. Told what to do by its parent. */
import { createServer } from 'node:http';
import { APP_INSTANCE, PRODUCTS, tokenInfoOf } from './fixtures.mjs';
import { announce } from './servers/announce.mjs';

let latencyMs = 0;
/** What Token Info does: `answers`, `fails` or `hangs`. */
let tokenInfo = 'answers';
/** @type {Record<string, number>} */
let calls = {};
let watched = '';
let watchedCalls = 0;

const ACCESS_TOKEN = Buffer.from(
  JSON.stringify({ access_token: 'OauthNG.JWS.app.'.padEnd(700, 'z'), token_type: 'Bearer', expires_in: 14_400 }),
);
const FIXED = new Map([
  ['/oauth2/token', ACCESS_TOKEN],
  ['/apps/v1/instance', Buffer.from(JSON.stringify(APP_INSTANCE))],
  ['/stores/v1/products/query', Buffer.from(JSON.stringify(PRODUCTS))],
]);

const server = createServer({ keepAliveTimeout: 72_000 }, (request, response) => {
  const path = request.url ?? '';
  calls[path] = (calls[path] ?? 0) + 1;
  if (request.method === 'GET') answer(response, FIXED.get(path));
  else if (path === '/oauth2/token-info') read(request, (body) => answerTokenInfo(response, body));
  else read(request, () => answer(response, FIXED.get(path)));
});

function read(request, done) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => done(Buffer.concat(chunks)));
}

function answerTokenInfo(response, body) {
  if (tokenInfo === 'hangs') return;
  if (tokenInfo === 'fails') {
    answer(response, Buffer.from('{"message":"unavailable"}'), 503);
    return;
  }
  const { token } = JSON.parse(body.toString());
  if (token === watched) watchedCalls++;
  answer(response, Buffer.from(JSON.stringify(tokenInfoOf(token))));
}

function answer(response, body, status = body === undefined ? 404 : 200) {
  const send = () => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': body?.length ?? 0,
    });
    response.end(body);
  };
  if (latencyMs === 0) send();
  else setTimeout(send, latencyMs);
}

process.on('message', ({ set, ask }) => {
  if (set?.latencyMs !== undefined) latencyMs = set.latencyMs;
  if (set?.tokenInfo !== undefined) tokenInfo = set.tokenInfo;
  if (set?.watched !== undefined) watched = set.watched;
  if (set?.reset) {
    calls = {};
    watchedCalls = 0;
  }
  if (ask) process.send?.({ calls, watchedCalls });
});
announce(server);
