const { Socket } = require('node:net');

/**
 * Every form in which a Node program calls an HTTPS API. Each form takes the URL to call and answers the reply's text.
 * `clients` is what the calling program imported or required, so that both module systems run the same forms.
 */
const headers = { 'x-caller': 'a form', authorization: 'OauthNG.JWS.a.b.c' };
const body = 'two words';
const init = { method: 'POST', headers, body };

async function textOf(message) {
  const chunks = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** `send` starts a request of node:https, given the callback for its reply. */
function reply(send, sent = body) {
  return new Promise((resolve, reject) => {
    const request = send((message) => resolve(textOf(message)));
    request.on('error', reject).end(sent);
  });
}

function parts(url) {
  const { hostname, pathname, search } = new URL(url);
  return { hostname, path: pathname + search, method: 'POST', headers };
}

/** Speaks HTTP by hand over a connection, which `open` opens, given what to do once it is secure. */
async function speak(open, url) {
  const { host, pathname, search } = new URL(url);
  const fields = Object.entries({ host, ...headers, 'content-length': body.length, connection: 'close' });
  const lines = [`POST ${pathname}${search} HTTP/1.1`, ...fields.map((field) => field.join(': '))];
  const socket = open(() => socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`));
  return (await textOf(socket)).split('\r\n\r\n')[1];
}

module.exports = ({ https, request, get, Agent, connect, axios, undici }) => ({
  'fetch-string': async (url) => (await fetch(url, init)).text(),
  'fetch-url': async (url) => (await fetch(new URL(url), init)).text(),
  'fetch-request': async (url) => (await fetch(new Request(url, init))).text(),
  'fetch-port': async (url) => (await fetch(url.replace('.com/', '.com:443/'), init)).text(),
  'fetch-upper-case': async (url) => (await fetch(url.replace('www.wixapis.com', 'WWW.WixAPIs.com'), init)).text(),
  'undici-fetch': async (url) => (await undici.fetch(url, init)).text(),
  'undici-request': async (url) => (await undici.request(url, init)).body.text(),
  'undici-own-dispatcher': async (url) => {
    const dispatcher = new undici.Agent({ allowH2: true });
    const text = await (await undici.request(url, { ...init, dispatcher })).body.text();
    await dispatcher.close();
    return text;
  },
  'undici-set-global-dispatcher': async (url) => {
    undici.setGlobalDispatcher(new undici.Agent());
    return (await fetch(url, init)).text();
  },
  'axios-http': async (url) => (await axios.post(url, body, { headers, adapter: 'http' })).data,
  'axios-fetch': async (url) => (await axios.post(url, body, { headers, adapter: 'fetch' })).data,
  'axios-https-agent': async (url) => {
    const httpsAgent = new Agent({ keepAlive: true });
    const { data } = await axios.post(url, body, { headers, httpsAgent });
    httpsAgent.destroy();
    return data;
  },
  'https-string': (url) => reply((done) => https.request(url, { method: 'POST', headers }, done)),
  'https-url': (url) => reply((done) => https.request(new URL(url), { method: 'POST', headers }, done)),
  'https-named': (url) => reply((done) => request(url, { method: 'POST', headers }, done)),
  'https-get': (url) => reply((done) => https.get(url, { headers }, done), null),
  'https-named-get': (url) => reply((done) => get(url, { headers }, done), null),
  'https-response-event': (url) => reply((done) => https.request(parts(url)).on('response', done)),
  'https-hostname': (url) => reply((done) => https.request(parts(url), done)),
  'https-host-port': (url) => {
    const { hostname: host, ...rest } = parts(url);
    return reply((done) => https.request({ ...rest, host, port: '443', protocol: 'https:' }, done));
  },
  'https-no-agent': (url) => reply((done) => https.request({ ...parts(url), agent: false }, done)),
  'https-own-agent': (url) =>
    reply((done) => https.request({ ...parts(url), agent: new Agent({ maxSockets: 1 }) }, done)),
  'https-upper-case': (url) => {
    const { hostname, ...rest } = parts(url);
    const shouted = { ...rest, hostname: hostname.toUpperCase(), headers: { ...headers, host: hostname } };
    return reply((done) => https.request(shouted, done));
  },
  'https-trailing-dot': (url) => {
    const { hostname, ...rest } = parts(url);
    return reply((done) =>
      https.request({ ...rest, host: `${hostname}.`, headers: { ...headers, host: hostname } }, done),
    );
  },
  'tls-options': (url) => speak((secure) => connect({ host: 'www.wixapis.com', port: 443 }, secure), url),
  'tls-port-host': (url) => speak((secure) => connect(443, 'www.wixapis.com', secure), url),
  'tls-port-options': (url) => speak((secure) => connect(443, { host: 'www.wixapis.com' }, secure), url),
  'tls-over-tunnel': (url) => {
    const tunnelled = { servername: 'www.wixapis.com', socket: new Socket() };
    return speak((secure) => connect(0, tunnelled, secure), url);
  },
});
