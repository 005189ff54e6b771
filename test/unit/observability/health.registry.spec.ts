import { HealthRegistry } from '../../../src/observability/health.registry';

describe('HealthRegistry', () => {
  const DEADLINE_MS = 30;
  let health: HealthRegistry;

  beforeEach(() => {
    health = new HealthRegistry(DEADLINE_MS);
  });

  it('is ready with nothing to check', async () => {
    expect(await health.isReady()).toBe(true);
    expect(await health.report()).toEqual({ status: 'ok', checks: {} });
  });

  it('is ready while every required check passes', async () => {
    let ok = true;
    health.register('database', () => ({ ok }));

    expect(await health.isReady()).toBe(true);
    ok = false;
    expect(await health.isReady()).toBe(false);
    ok = true;
    expect(await health.isReady()).toBe(true);
  });

  it('stays ready, degraded, without what it can serve without', async () => {
    health.register('redis', () => ({ ok: false, detail: 'no connection' }), { required: false });

    expect(await health.isReady()).toBe(true);
    expect(await health.report()).toEqual({
      status: 'degraded',
      checks: { redis: { status: 'degraded', detail: 'no connection' } },
    });
  });

  it('takes throwing for a failure, and keeps the message to itself', async () => {
    health.register('sync', () => {
      throw new TypeError('postgres://user:canary@host');
    });
    health.register('async', () => Promise.reject(new Error('canary')));

    const report = await health.report();
    expect(report.checks).toEqual({
      sync: { status: 'unavailable', detail: 'TypeError' },
      async: { status: 'unavailable', detail: 'Error' },
    });
  });

  it('does not wait for a check that hangs, and does not start it again meanwhile', async () => {
    let started = 0;
    let finish: (result: { ok: boolean }) => void = () => undefined;
    health.register('slow', () => {
      started += 1;
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    health.register('quick', () => ({ ok: true }));

    const reports = await Promise.all([health.report(), health.report(), health.report()]);
    for (const { checks } of reports) {
      expect(checks).toEqual({
        slow: { status: 'unavailable', detail: `no answer within ${DEADLINE_MS} ms` },
        quick: { status: 'ok' },
      });
    }
    expect(await health.isReady()).toBe(false);
    expect(started).toBe(1);

    finish({ ok: true });
    await Promise.resolve();
    const after = health.isReady();
    finish({ ok: true });
    expect(await after).toBe(true);
  });

  it('is not ready while draining, without asking anybody', async () => {
    let asked = false;
    health.register('database', () => {
      asked = true;
      return { ok: true };
    });
    health.drain();

    expect(await health.isReady()).toBe(false);
    expect(asked).toBe(false);
    expect(health.draining).toBe(true);
    expect((await health.report()).status).toBe('unavailable');
  });

  it('refuses a second check of one name', () => {
    health.register('database', () => ({ ok: true }));

    expect(() => {
      health.register('database', () => ({ ok: true }));
    }).toThrow('"database" is registered twice');
  });
});
