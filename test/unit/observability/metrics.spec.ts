import { Metrics } from '../../../src/observability/metrics';

const series = (text: string): string[] => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

describe('Metrics', () => {
  let metrics: Metrics;

  beforeEach(() => {
    metrics = new Metrics();
  });

  it('counts by name and labels', async () => {
    metrics.count('token_info_requests', { outcome: 'active' });
    metrics.count('token_info_requests', { outcome: 'active' });
    metrics.count('app_token_requests', { outcome: 'refused' });
    metrics.count('wix_calls', { call: 'GET /apps/v1/instance', outcome: 'success' });
    metrics.count('verdicts', { result: 'negative_hit' });
    metrics.count('elevations', { outcome: 'denied' });
    metrics.count('unaudited_elevations', { reason: 'queue_full' });
    metrics.count('rate_limited', { scope: 'subject' });
    metrics.count('webhook_events', { outcome: 'duplicate' });

    expect(series(await metrics.render())).toEqual(
      expect.arrayContaining([
        'liftgate_token_info_requests_total{outcome="active"} 2',
        'liftgate_app_token_requests_total{outcome="refused"} 1',
        'liftgate_wix_calls_total{call="GET /apps/v1/instance",outcome="success"} 1',
        'liftgate_verdicts_total{result="negative_hit"} 1',
        'liftgate_elevations_total{outcome="denied"} 1',
        'liftgate_unaudited_elevations_total{reason="queue_full"} 1',
        'liftgate_rate_limited_total{scope="subject"} 1',
        'liftgate_webhook_events_total{outcome="duplicate"} 1',
      ]),
    );
  });

  it('raises and clears the alarm, which is there from the start', async () => {
    expect(await metrics.render()).toContain('liftgate_app_credentials_refused 0');
    metrics.alarm('app_credentials_refused', true);
    expect(await metrics.render()).toContain('liftgate_app_credentials_refused 1');
    metrics.alarm('app_credentials_refused', false);
    expect(await metrics.render()).toContain('liftgate_app_credentials_refused 0');
  });

  it('times requests by method, route and class of status', async () => {
    metrics.requestTimes.of('GET', '/v1/identity')(204, 0.02);

    const text = await metrics.render();
    const labels = 'method="GET",route="/v1/identity",status_class="2xx"';
    expect(text).toContain(`liftgate_http_request_duration_seconds_bucket{le="0.01",${labels}} 0`);
    expect(text).toContain(`liftgate_http_request_duration_seconds_bucket{le="0.1",${labels}} 1`);
    expect(text).toContain(`liftgate_http_request_duration_seconds_count{${labels}} 1`);
  });

  it('tells about the process', async () => {
    const text = await metrics.render();

    expect(text).toContain('process_resident_memory_bytes');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });

  it('keeps a registry to itself', async () => {
    metrics.count('verdicts', { result: 'hit' });

    expect(await new Metrics().render()).not.toContain('liftgate_verdicts_total{result="hit"}');
  });

  it('takes no series from declared calls for those that nobody declares', async () => {
    for (let name = 0; name < 300; name += 1) {
      metrics.count('wix_calls', { call: `GET /name-${name}/…`, outcome: 'client_error' });
    }
    metrics.count('wix_calls', { call: 'GET /apps/v1/instance', outcome: 'success' });

    const lines = series(await metrics.render());
    expect(lines).toContain('liftgate_wix_calls_total{call="GET /apps/v1/instance",outcome="success"} 1');
    expect(lines).toContain('liftgate_wix_calls_total{call="other",outcome="client_error"} 290');
  });

  it('stays under 500 series, and loses no request, whatever is requested', async () => {
    for (let route = 0; route < 300; route += 1) {
      for (const status of [100, 200, 300, 400, 500]) metrics.requestTimes.of('GET', `/v1/${route}`)(status, 0.01);
      for (const outcome of ['success', 'client_error', 'timeout', 'unavailable'] as const) {
        metrics.count('wix_calls', { call: `GET /things/${route}`, outcome });
      }
    }
    for (let name = 0; name < 300; name += 1) {
      metrics.count('wix_calls', { call: `GET /name-${name}/…`, outcome: 'success' });
    }
    for (const outcome of ['active', 'refused', 'rate_limited', 'timeout', 'unavailable'] as const) {
      metrics.count('token_info_requests', { outcome });
    }
    for (const outcome of ['issued', 'refused', 'rate_limited', 'timeout', 'unavailable'] as const) {
      metrics.count('app_token_requests', { outcome });
    }

    const lines = series(await metrics.render());
    const total = (name: string): number =>
      lines.filter((line) => line.startsWith(name)).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    // Room for what the loops above leave out: the closed sets, and V8's kinds of garbage collection.
    expect(lines.length).toBeLessThan(450);
    expect(total('liftgate_http_request_duration_seconds_count')).toBe(1_500);
    expect(total('liftgate_wix_calls_total')).toBe(1_500);
    expect(lines).toContain(
      'liftgate_http_request_duration_seconds_count{method="OTHER",route="other",status_class="5xx"} 292',
    );
  });
});
