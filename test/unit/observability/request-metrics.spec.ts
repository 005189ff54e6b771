import fastify, { type FastifyInstance } from 'fastify';
import { Metrics } from '../../../src/observability/metrics';
import { addRequestMetrics } from '../../../src/observability/request-metrics';

describe('request metrics', () => {
  let metrics: Metrics;
  let server: FastifyInstance;

  beforeEach(() => {
    metrics = new Metrics();
    server = fastify();
    server.addHttpMethod('PURGE');
    addRequestMetrics(server, metrics);
    server.get('/v1/things/:id', () => ({}));
    server.route({ method: 'PURGE', url: '/v1/things', handler: () => ({}) });
  });

  afterEach(() => server.close());

  const counted = async (): Promise<string[]> =>
    (await metrics.render())
      .split('\n')
      .filter((line) => line.startsWith('liftgate_http_request_duration_seconds_count'));

  it('labels by route template, never by path or query', async () => {
    await server.inject('/v1/things/canary-1?instance=canary');
    await server.inject('/v1/things/canary-2');

    expect(await counted()).toEqual([
      'liftgate_http_request_duration_seconds_count{method="GET",route="/v1/things/:id",status_class="2xx"} 2',
    ]);
  });

  it('puts what no route matches under one label', async () => {
    await server.inject('/canary-1');
    await server.inject('/canary/2?x=1');

    expect(await counted()).toEqual([
      'liftgate_http_request_duration_seconds_count{method="GET",route="unmatched",status_class="4xx"} 2',
    ]);
  });

  it('puts unusual methods under one label', async () => {
    // Fastify takes any method; its type lists those of light-my-request.
    await server.inject({ method: 'PURGE' as 'GET', url: '/v1/things' });

    expect(await counted()).toEqual([
      'liftgate_http_request_duration_seconds_count{method="OTHER",route="/v1/things",status_class="2xx"} 1',
    ]);
  });

  it('measures in seconds', async () => {
    await server.inject('/v1/things/1');

    const sum = /duration_seconds_sum\{[^}]*\} (\S+)/.exec(await metrics.render())?.[1];
    expect(Number(sum)).toBeGreaterThan(0);
    expect(Number(sum)).toBeLessThan(1);
  });
});
