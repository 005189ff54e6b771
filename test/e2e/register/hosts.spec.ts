import { createServer } from 'node:https';
import { ANONYMOUS_TLS } from './anonymous-tls';
import { listen, type RecordedRequest, recorder, type RecordingServer, startRecordingServer } from './recording-server';
import { runRegistered } from './registered-program';

jest.setTimeout(30_000);

interface TlsServer extends RecordingServer {
  /** Which name each client asked for in its handshake; an address is no name. */
  readonly serverNames: unknown[];
}

async function startTlsServer(): Promise<TlsServer> {
  const requests: RecordedRequest[] = [];
  const serverNames: unknown[] = [];
  const tlsServer = createServer(ANONYMOUS_TLS, recorder(requests));
  tlsServer.on('secureConnection', (socket: { servername?: unknown }) => serverNames.push(socket.servername));
  const server = await listen(tlsServer, requests);
  return { ...server, url: server.url.replace('http:', 'https:'), serverNames };
}

async function callOverTls(origins: readonly string[], environment: NodeJS.ProcessEnv): Promise<unknown> {
  const { stdout, stderr } = await runRegistered(['call-over-tls.mjs', ...origins], environment);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('hosts under register', () => {
  let emulator: RecordingServer;
  let other: TlsServer;

  beforeEach(async () => {
    [emulator, other] = await Promise.all([startRecordingServer(), startTlsServer()]);
  });

  afterEach(() => Promise.all([emulator.close(), other.close()]));

  it('redirects both hosts of Wix', async () => {
    const origins = ['https://www.wixapis.com', 'https://edge.wixapis.com', 'https://edge.wixapis.com:443'];
    await callOverTls(origins, { WIX_EMULATOR_URL: emulator.url });

    const hosts = emulator.requests.map(({ url, headers }) => `${headers.host ?? ''}${url}`);
    expect(hosts).toEqual(['www.wixapis.com/path', 'edge.wixapis.com/path', 'edge.wixapis.com/path']);
  });

  it('leaves another host its TLS and its requests', async () => {
    const answers = await callOverTls([other.url], { WIX_EMULATOR_URL: emulator.url });

    expect(answers).toEqual({ [other.url]: '/path' });
    expect(other.requests).toHaveLength(1);
    expect(emulator.requests).toEqual([]);
  });

  it('leaves another port of a host of Wix alone', async () => {
    const origin = `https://www.wixapis.com:${new URL(other.url).port}`;
    const answers = await callOverTls([origin], { WIX_EMULATOR_URL: emulator.url, RESOLVE_NAMES: 'yes' });

    expect(answers).toEqual({ [origin]: '/path' });
    expect(emulator.requests).toEqual([]);
  });

  it('leaves names alone that only look like a host of Wix', async () => {
    const origins = [
      'https://wixapis.com',
      'https://manage.wix.com',
      'https://www.wixapis.com.example.com',
      'https://notwww.wixapis.com',
      'https://api.www.wixapis.com',
      'https://wwwxwixapis.com',
    ];
    const answers = await callOverTls(origins, { WIX_EMULATOR_URL: emulator.url });

    expect(answers).toEqual(Object.fromEntries(origins.map((origin) => [origin, 'LOOKED_UP'])));
    expect(emulator.requests).toEqual([]);
  });

  it('speaks TLS to an emulator that does, and does not take it for Wix', async () => {
    const answers = await callOverTls(['https://www.wixapis.com'], { WIX_EMULATOR_URL: other.url });

    expect(answers).toEqual({ 'https://www.wixapis.com': '/path' });
    expect(other.requests).toMatchObject([{ url: '/path', headers: { host: 'www.wixapis.com' } }]);
    expect(other.serverNames).toEqual([false]);
  });
});
