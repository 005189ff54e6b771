import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { EmulatedWix } from '../../support/emulated-wix';
import { GatewayProcess } from '../../support/gateway.process';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly kind: number;
  readonly status: { readonly code?: number };
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, string | number>> }[];
}

/** As much of an OpenTelemetry collector as takes spans in. */
class Collector {
  readonly paths: string[] = [];
  text = '';
  readonly #server: Server = createServer((request, response) => {
    this.paths.push(request.url ?? '');
    request.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });

  async start(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    // A string only for a pipe.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get spans(): readonly Span[] {
    // One batch: the gateway has just closed.
    const batch = JSON.parse(this.text) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
    return batch.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans).flatMap(({ spans }) => spans);
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

const attributesOf = ({ attributes }: Span): Record<string, string | number | undefined> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

describe('traces', () => {
  let collector: Collector;
  let endpoint: string;
  let wix: EmulatedWix;
  let instanceId: string;

  beforeEach(async () => {
    collector = new Collector();
    [endpoint, wix] = [await collector.start(), await EmulatedWix.start()];
    ({ instanceId } = await wix.install());
  });
  afterEach(async () => {
    collector.stop();
    await wix.close();
  });

  /** In a process of its own: Jest has no room for the exporter's way of loading `http`. */
  async function traced(work: (gateway: GatewayProcess) => Promise<void>): Promise<void> {
    const gateway = await GatewayProcess.start(wix.url, { OTEL_EXPORTER_OTLP_ENDPOINT: `${endpoint}/` });
    try {
      await work(gateway);
    } finally {
      expect(await gateway.end()).toBe(0);
    }
  }

  it('has a span for each request, below it those of its calls to Wix, and the caller’s above', async () => {
    const authorization = await wix.mint(instanceId, 'VISITOR');
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await traced(async (gateway) => {
      await gateway.get('/v1/instance', { authorization, traceparent });
    });

    expect(collector.paths).toEqual(['/v1/traces']);
    const request = collector.spans.find(({ name }) => name === 'GET /v1/instance');
    expect(request).toMatchObject({ traceId: '0af7651916cd43dd8448eb211c80319c', parentSpanId: 'b7ad6b7169203331' });
    const calls = collector.spans.filter(({ parentSpanId }) => parentSpanId === request?.spanId);
    expect(calls.map(({ name }) => name).sort()).toEqual([
      'Wix GET /apps/v1/instance',
      'Wix POST /oauth2/token',
      'Wix POST /oauth2/token-info',
    ]);
    for (const call of calls) expect(attributesOf(call)['http.response.status_code']).toBe(200);
  });

  it('tells what went wrong by status and code', async () => {
    await traced(async (gateway) => {
      await gateway.get('/v1/identity');
      await wix.fault({ path: '/oauth2/token-info', status: 500 });
      await gateway.get('/v1/identity', { authorization: 'a-token' });
      await gateway.get('/nowhere');
    });

    const [refused, failed] = collector.spans.filter(({ name }) => name === 'GET /v1/identity');
    expect(refused && attributesOf(refused)).toMatchObject({
      'http.route': '/v1/identity',
      'http.response.status_code': 401,
      'error.type': 'authentication_required',
    });
    expect(failed?.status.code).toBe(2);
    expect(failed && attributesOf(failed)).toMatchObject({ 'error.type': 'token_info_unavailable' });
    const asked = collector.spans.find(({ name }) => name === 'Wix POST /oauth2/token-info');
    expect(asked && attributesOf(asked)).toMatchObject({ 'http.response.status_code': 500 });
    // Junk is not worth a trace.
    const statuses = collector.spans.map((span) => attributesOf(span)['http.response.status_code']);
    expect(statuses).toEqual(expect.arrayContaining([401, 500, 503]));
    expect(statuses).not.toContain(404);
  });

  it('shows no token, no id of anybody, no path and no query', async () => {
    const authorization = await wix.mint(instanceId, 'USER');
    await traced(async (gateway) => {
      await gateway.get('/v1/members?limit=7', { authorization });
      await gateway.get('/v1/identity?instance=canary', { authorization: 'canary' });
      await gateway.get('/canary');
    });

    expect(collector.spans.length).toBeGreaterThan(4);
    for (const secret of [authorization, instanceId, 'canary', 'limit=7', wix.appSecret]) {
      expect(collector.text).not.toContain(secret);
    }
  });

  it('costs nobody a request when the collector is gone', async () => {
    collector.stop();
    const authorization = await wix.mint(instanceId, 'VISITOR');
    await traced(async (gateway) => {
      expect((await gateway.get('/v1/identity', { authorization })).status).toBe(200);
    });
  });
});
