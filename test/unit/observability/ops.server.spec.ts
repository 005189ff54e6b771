import { once } from 'node:events';
import { connect } from 'node:net';
import { HealthRegistry } from '../../../src/observability/health.registry';
import { Metrics } from '../../../src/observability/metrics';
import { OpsServer } from '../../../src/observability/ops.server';

describe('OpsServer', () => {
  let metrics: Metrics;
  let health: HealthRegistry;
  let ops: OpsServer;

  const create = (port: number): OpsServer =>
    new OpsServer({ ops: { host: '127.0.0.1', port } }, metrics, health, '1.2.3');
  const get = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`http://127.0.0.1:${ops.port ?? 0}${path}`, init);

  beforeEach(async () => {
    metrics = new Metrics();
    health = new HealthRegistry();
    ops = create(0);
    await ops.onApplicationBootstrap();
  });

  afterEach(() => ops.onApplicationShutdown());

  it('GET /metrics answers in the text format of Prometheus', async () => {
    metrics.count('verdicts', { result: 'hit' });
    const response = await get('/metrics');

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(await response.text()).toContain('liftgate_verdicts_total{result="hit"} 1');
  });

  it('renders the metrics once for all who ask at the same time, and anew for who asks later', async () => {
    const render = jest.spyOn(metrics, 'render');
    const client = connect(ops.port ?? 0, '127.0.0.1');
    client.resume().write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(100));
    await once(client, 'data');
    client.destroy();
    expect(render).toHaveBeenCalledTimes(1);

    metrics.count('verdicts', { result: 'hit' });
    expect(await (await get('/metrics')).text()).toContain('liftgate_verdicts_total{result="hit"} 1');
  });

  it('GET /health answers in detail', async () => {
    health.register('database', () => ({ ok: true }));
    health.register('redis', () => ({ ok: false, detail: 'no connection' }), { required: false });
    const response = await get('/health');

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'degraded',
      checks: { database: { status: 'ok' }, redis: { status: 'degraded', detail: 'no connection' } },
      uptimeSeconds: expect.any(Number),
      version: '1.2.3',
    });
  });

  it('GET /health answers 503 while unavailable', async () => {
    health.register('database', () => ({ ok: false }));

    expect((await get('/health')).status).toBe(503);
  });

  it.each(['/', '/metrics/', '/health/live', '/health/ready', '/v1/identity'])('has nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('has nothing for other methods', async () => {
    expect((await get('/metrics', { method: 'POST' })).status).toBe(404);
  });

  it('answers 500 without a reason when collecting fails', async () => {
    jest.spyOn(metrics, 'render').mockRejectedValue(new Error('canary'));
    const response = await get('/metrics');

    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('canary');
  });

  it('says which port is taken and what to do', async () => {
    const second = create(ops.port ?? 0);

    await expect(second.onApplicationBootstrap()).rejects.toThrow(
      `The ops listener cannot use 127.0.0.1:${ops.port ?? 0}: the port is taken. Set OPS_HOST and OPS_PORT`,
    );
    await second.onApplicationShutdown();
  });

  it('stops with keep-alive connections open, and stops once only', async () => {
    await (await get('/health')).text();
    await ops.onApplicationShutdown();
    await ops.onApplicationShutdown();

    expect(ops.port).toBeUndefined();
  });
});
