import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { REGISTER } from '../../support/registered-process';
import { listen, type RecordingServer, startRecordingServer } from './recording-server';
import { runRegistered } from './registered-program';

jest.setTimeout(30_000);

interface Proxy extends RecordingServer {
  readonly asked: string[];
}

/** A proxy that agrees to every tunnel, and leads nowhere. */
async function startProxy(): Promise<Proxy> {
  const asked: string[] = [];
  const tunnels: Duplex[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(502).end();
  });
  server.on('connect', ({ url }: { url: string }, socket: Duplex) => {
    asked.push(url);
    tunnels.push(socket);
    socket.on('data', (chunk: Buffer) => asked.push(chunk.toString()));
    socket.on('error', () => undefined).write('HTTP/1.1 200 Connection established\r\n\r\n');
  });
  const proxy = await listen(server);
  const close = async () => {
    for (const tunnel of tunnels) tunnel.destroy();
    await proxy.close();
  };
  return { ...proxy, asked, close };
}

describe('the environment of a program under register', () => {
  let emulator: RecordingServer;

  beforeEach(async () => {
    emulator = await startRecordingServer();
  });

  afterEach(() => emulator.close());

  it('may import register twice', async () => {
    const { stdout, stderr } = await runRegistered(['call-once.mjs', '/twice'], {
      NODE_OPTIONS: `--import "${REGISTER}" --import "${pathToFileURL(REGISTER).href}?again"`,
      WIX_EMULATOR_URL: emulator.url,
    });

    expect(stderr).toBe('');
    expect(stdout).toContain('/twice\n');
    expect(emulator.requests).toHaveLength(1);
  });

  it("may import register by the package's name", async () => {
    const { stdout, stderr } = await runRegistered(['call-once.mjs', '/by-name'], {
      NODE_OPTIONS: '--import liftgate/register',
      WIX_EMULATOR_URL: emulator.url,
    });

    expect(stderr).toBe('');
    expect(stdout).toContain('/by-name\n');
  });

  it('reaches worker threads and forked processes', async () => {
    const { stderr } = await runRegistered(['call-from-workers.cjs'], { WIX_EMULATOR_URL: emulator.url });

    expect(stderr).toBe('');
    const urls = ['/forked', '/worker', '/worker-of-code', '/worker-of-strict-code'];
    expect(emulator.requests.map(({ url }) => url).sort()).toEqual(urls);
  });

  it('may name a proxy, which is not asked for Wix', async () => {
    const proxy = await startProxy();
    const { stdout, stderr } = await runRegistered(['call-once.mjs', '/direct'], {
      HTTPS_PROXY: proxy.url,
      NODE_USE_ENV_PROXY: '1',
      NODE_NO_WARNINGS: '1', // Node 22 calls its own support of proxies experimental
      NO_PROXY: 'internal.example',
      WIX_EMULATOR_URL: emulator.url,
    });
    await proxy.close();

    expect(stderr).toBe('');
    expect(stdout).toBe('/direct\ninternal.example,www.wixapis.com,edge.wixapis.com\n');
    expect(proxy.asked).toEqual([]);
  });

  it('keeps a NO_PROXY that names every host', async () => {
    const { stdout } = await runRegistered(['call-once.mjs', '/all'], {
      NO_PROXY: '*',
      WIX_EMULATOR_URL: emulator.url,
    });

    expect(stdout).toBe('/all\n*\n');
  });

  it("sends nothing through the tunnel of an app's own proxy", async () => {
    const proxy = await startProxy();
    const { stdout } = await runRegistered(['call-once.mjs', '/tunnelled'], {
      OWN_PROXY_PORT: new URL(proxy.url).port,
      WIX_EMULATOR_URL: emulator.url,
    });
    await proxy.close();

    expect(stdout).toContain('/tunnelled\n');
    expect(emulator.requests).toHaveLength(1);
    expect(proxy.asked).toEqual(['www.wixapis.com:443']);
  });

  it('may lack the emulator: the error names its address, not that of Wix', async () => {
    const gone = await startRecordingServer();
    await gone.close();
    const { code, stderr } = await runRegistered(['call-once.mjs', '/'], { WIX_EMULATOR_URL: gone.url });

    expect(code).toBe(1);
    expect(stderr).toContain(`connect ECONNREFUSED ${new URL(gone.url).host}`);
  });
});
