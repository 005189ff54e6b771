import { GatewayFixture } from './gateway.fixture';

const TOKEN_INFO = '/oauth2/token-info';
const TOKEN = '/oauth2/token';
const INSTANCE = '/apps/v1/instance';
const DEADLINES = {
  WIX_TOKEN_INFO_TIMEOUT_MS: '400',
  WIX_TOKEN_TIMEOUT_MS: '400',
  WIX_API_TIMEOUT_MS: '400',
  WIX_BUDGET_PER_INSTANCE: '1000',
};

/** For what is about the API: no question before it shall meet a deadline on a busy machine. */
const HASTY_API = { ...DEADLINES, WIX_TOKEN_INFO_TIMEOUT_MS: '10000', WIX_TOKEN_TIMEOUT_MS: '10000' };

/** What Wix can do wrong, and what the gateway makes of it on a forwarded call. */
const FAULTS = [
  ['500', { status: 500 }, 'wix_unavailable'],
  ['502 with HTML', { status: 502, body: '<html>', headers: { 'content-type': 'text/html' } }, 'wix_unavailable'],
  ['503', { status: 503 }, 'wix_unavailable'],
  ['a hang', { latencyMs: 60_000 }, 'wix_timeout'],
  ['a drip', { dripMs: 200 }, 'wix_timeout'],
  ['a reset', { reset: true }, 'wix_unavailable'],
  ['a reset amid the body', { reset: 'mid-body' }, 'wix_unavailable'],
  ['HTML', { status: 200, body: '<html>', headers: { 'content-type': 'text/html' } }, 'wix_unavailable'],
  ['garbage called gzip', { status: 200, body: '{}', headers: { 'content-encoding': 'gzip' } }, 'wix_unavailable'],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }, 'wix_unavailable'],
] as const;

/** Past what is read of Token Info. */
const GIANT = ['a giant body', { status: 200, body: { active: true, text: 'x'.repeat(100_000) } }] as const;

describe('Wix under fault', () => {
  let gateway: GatewayFixture;
  let instanceId: string;
  let token: string;

  const start = async (environment: Readonly<Record<string, string>> = DEADLINES, skewMs = 0) => {
    gateway = await GatewayFixture.start(environment, skewMs);
    instanceId = await gateway.install();
    token = await gateway.token(instanceId);
  };
  const unknownTokens = (count: number) => Promise.all(Array.from({ length: count }, () => gateway.token(instanceId)));

  afterEach(() => gateway.stop());

  describe('on a forwarded call', () => {
    it('takes nonsense in braces for a failure where the bytes would be passed on', async () => {
      await start();
      const user = await gateway.token(instanceId, { subjectType: 'USER' });
      await gateway.fault({
        path: INSTANCE,
        status: 200,
        body: '{nonsense}',
        headers: { 'content-type': 'application/json' },
      });
      expect(await gateway.get('/v1/instance/details', user)).toMatchObject({ status: 502, code: 'wix_unavailable' });
    });

    it.each(FAULTS)('answers %s, says nothing of it, and goes on', async (_, fault, code) => {
      await start(HASTY_API);
      await gateway.fault({ path: INSTANCE, ...fault });
      const seen = await gateway.get('/v1/instance', token);
      expect(seen).toMatchObject({ code, status: code === 'wix_timeout' ? 504 : 502 });
      expect(seen.body).not.toMatch(/html|127\.0\.0\.1/i);
      await gateway.heal();
      expect(await gateway.get('/v1/instance', token)).toMatchObject({ status: 200 });
    });
  });

  describe('in Token Info', () => {
    it.each([...FAULTS, GIANT].map(([name, fault]) => ({ name, fault })))(
      'takes $name for an outage',
      async ({ fault }) => {
        await start();
        await gateway.fault({ path: TOKEN_INFO, ...fault });
        expect(await gateway.get('/v1/identity', token)).toMatchObject({ status: 503, code: 'token_info_unavailable' });
        await gateway.heal();
        expect(await gateway.get('/v1/identity', token)).toMatchObject({ status: 200 });
      },
    );

    it('serves known callers and refuses unknown ones at once while it is down, and is back within ten seconds', async () => {
      // It fails at once: no deadline shall end what is only slow on a machine that is busy.
      await start({ ...DEADLINES, WIX_TOKEN_INFO_TIMEOUT_MS: '10000' });
      expect(await gateway.get('/v1/identity', token)).toMatchObject({ status: 200 });
      const unknown = await unknownTokens(50);
      await gateway.fault({ path: TOKEN_INFO, status: 500 });
      for (const other of unknown.slice(0, 20)) await gateway.get('/v1/identity', other);
      expect(await gateway.calls(TOKEN_INFO)).toBe(20);

      for (const other of unknown.slice(20)) {
        const refusal = { status: 503, code: 'token_info_unavailable', retryAfter: 5 };
        expect(await gateway.get('/v1/identity', other)).toMatchObject(refusal);
      }
      expect(await gateway.calls(TOKEN_INFO)).toBe(0);
      expect(await gateway.get('/v1/identity', token)).toMatchObject({ status: 200 });

      await gateway.heal();
      gateway.clock.advance(5_000);
      for (const other of unknown) expect(await gateway.get('/v1/identity', other)).toMatchObject({ status: 200 });
    });

    it('is left alone for as long as it asks', async () => {
      await start();
      const [other = ''] = await unknownTokens(1);
      await gateway.fault({ path: TOKEN_INFO, status: 429, headers: { 'retry-after': '20' }, times: 1 });
      const refusal = { status: 503, code: 'token_info_unavailable', retryAfter: 20 };
      expect(await gateway.get('/v1/identity', token)).toMatchObject(refusal);
      expect(await gateway.get('/v1/identity', other)).toMatchObject(refusal);
      expect(await gateway.calls(TOKEN_INFO)).toBe(1);
      gateway.clock.advance(20_000);
      expect(await gateway.get('/v1/identity', other)).toMatchObject({ status: 200 });
    });
  });

  it('sends no storm to an API that is down, and no call at all once the circuit is open', async () => {
    // No call may be given up on, or Wix may see it later than the test looks.
    await start({ ...DEADLINES, WIX_API_TIMEOUT_MS: '10000', WIX_BUDGET_PER_INSTANCE: '10000' });
    await gateway.get('/v1/instance', token);
    await gateway.calls(INSTANCE);
    await gateway.fault({ path: INSTANCE, status: 503 });
    await Promise.all(Array.from({ length: 1_000 }, () => gateway.get('/v1/instance', token)));
    expect(await gateway.calls(INSTANCE)).toBeLessThanOrEqual(1_100);
    expect(await gateway.get('/v1/instance', token)).toMatchObject({ status: 502, code: 'wix_unavailable' });
    expect(await gateway.calls(INSTANCE)).toBe(0);
    expect(await gateway.queryProducts(token)).toMatchObject({ status: 200 });

    await gateway.heal();
    gateway.clock.advance(5_000);
    expect(await gateway.get('/v1/instance', token)).toMatchObject({ status: 200 });
    expect(await gateway.metrics).toMatch(
      /liftgate_wix_calls_total\{call="GET \/apps\/v1\/instance",outcome="circuit_open"\}/,
    );
  });

  it('hides one reset from the caller', async () => {
    await start();
    for (const path of [TOKEN_INFO, TOKEN, INSTANCE]) await gateway.fault({ path, reset: true, times: 1 });
    expect(await gateway.get('/v1/instance', token)).toMatchObject({ status: 200 });
  });

  it('says that no app token can be issued, and when to come back', async () => {
    await start();
    await gateway.fault({ path: TOKEN, status: 500 });
    for (let call = 0; call < 20; call++) await gateway.get('/v1/instance', token);
    await gateway.calls(TOKEN);
    const refusal = { status: 503, code: 'elevation_unavailable', retryAfter: 5 };
    expect(await gateway.get('/v1/instance', token)).toMatchObject(refusal);
    expect(await gateway.calls(TOKEN)).toBe(0);
    expect(await gateway.get('/v1/identity', token)).toMatchObject({ status: 200 });
  });

  describe('for one instance', () => {
    let other: string;

    const startTwo = async (environment: Readonly<Record<string, string>>) => {
      await start(environment);
      other = await gateway.token(await gateway.install());
    };

    it('stops at its budget', async () => {
      // One is the app token's.
      await startTwo({ WIX_BUDGET_PER_INSTANCE: '4' });
      for (let call = 0; call < 3; call++) {
        expect(await gateway.get('/v1/instance', token)).toMatchObject({ status: 200 });
      }
      await gateway.calls(INSTANCE);
      expect(await gateway.get('/v1/instance', token)).toMatchObject({ status: 429, code: 'wix_rate_limited' });
      expect(await gateway.calls(INSTANCE)).toBe(0);
      expect(await gateway.get('/v1/instance', other)).toMatchObject({ status: 200 });
      gateway.clock.advance(61_000);
      expect(await gateway.get('/v1/instance', await gateway.token(instanceId))).toMatchObject({ status: 200 });
    });

    it.each([
      ['30', 30],
      ['Thu, 01 Jan 1970 00:00:00 GMT', 1],
      ['-30', 5],
      ['soon', 5],
      ['99999999999999999999', 60],
      [undefined, 5],
    ])('waits on a 429 with Retry-After %s', async (retryAfter, seconds) => {
      await startTwo(DEADLINES);
      await gateway.fault({
        path: INSTANCE,
        status: 429,
        times: 1,
        ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
      });
      const refusal = { status: 429, code: 'wix_rate_limited', retryAfter: seconds };
      expect(await gateway.get('/v1/instance', token)).toMatchObject(refusal);
      expect(await gateway.get('/v1/instance', token)).toMatchObject(refusal);
      expect(await gateway.calls(INSTANCE)).toBe(1);
      expect(await gateway.get('/v1/instance', other)).toMatchObject({ status: 200 });
      gateway.clock.advance(seconds * 1000);
      expect(await gateway.get('/v1/instance', token)).toMatchObject({ status: 200 });
    });
  });

  it.each([120_000, -120_000])('works with a clock that is off by %d ms', async (skewMs) => {
    await start(DEADLINES, skewMs);
    expect(await gateway.get('/v1/identity', token)).toMatchObject({ status: 200 });
    expect(await gateway.get('/v1/instance', token)).toMatchObject({ status: 200 });
    const inTenSeconds = new Date(Date.now() + 10_000).toUTCString();
    await gateway.fault({ path: INSTANCE, status: 429, headers: { 'retry-after': inTenSeconds }, times: 1 });
    const { status, retryAfter } = await gateway.get('/v1/instance', token);
    expect([status, retryAfter]).toEqual([429, skewMs > 0 ? 1 : 60]);
  });

  it('goes on when its own clock is set back two minutes', async () => {
    await start();
    await gateway.fault({ path: INSTANCE, status: 500 });
    for (let call = 0; call < 20; call++) await gateway.get('/v1/instance', token);
    await gateway.heal();
    gateway.clock.advance(-120_000);
    expect(await gateway.get('/v1/instance', token)).toMatchObject({ status: 200 });
  });

  it('raises an alarm while Wix refuses the app, stays ready, and clears it', async () => {
    await start();
    await gateway.fault({ path: TOKEN, status: 401, body: { error: 'invalid_client' } });
    expect(await gateway.get('/v1/instance', token)).toMatchObject({ status: 502, code: 'elevation_refused' });
    expect(await gateway.metrics).toMatch(/^liftgate_app_credentials_refused 1$/m);
    expect(await gateway.health.report()).toMatchObject({
      status: 'degraded',
      checks: { app_credentials: { status: 'degraded' } },
    });
    expect(await gateway.health.isReady()).toBe(true);

    await gateway.heal();
    expect(await gateway.get('/v1/instance', token)).toMatchObject({ status: 200 });
    expect(await gateway.metrics).toMatch(/^liftgate_app_credentials_refused 0$/m);
    expect(await gateway.health.report()).toMatchObject({ checks: { app_credentials: { status: 'ok' } } });
  });
});
