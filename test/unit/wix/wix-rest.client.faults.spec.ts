import { CallBudgets } from '../../../src/wix/call-budgets';
import type { AccessToken } from '../../../src/wix/access-token';
import { parseAccessToken } from '../../../src/wix/access-token';
import type { WixRequest, WixRestClient } from '../../../src/wix/wix-rest.client';
import { ManualClock } from '../../support/manual.clock';
import { errorOf } from './expect-no-leak';
import { json, LoopbackServer, text } from './loopback-server';
import type { Respond } from './loopback-server';
import { RecordedTelemetry } from './recorded-telemetry';
import { INSTANCE_ID, NOW, OTHER_INSTANCE_ID, testConfig, testRestClient } from './test-app';

const TOKEN = parseAccessToken('token') ?? ('' as AccessToken);
const ITEMS: WixRequest = { call: 'GET /items', instanceId: INSTANCE_ID, accessToken: TOKEN };
const CREATE: WixRequest = { call: 'POST /items', body: '{}', instanceId: INSTANCE_ID, accessToken: TOKEN };
const OK = json(200, {});
const reset: Respond = (response) => response.socket?.resetAndDestroy();
const resetAmidBody: Respond = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{');
  setTimeout(() => response.socket?.resetAndDestroy(), 20);
};

describe('WixRestClient under fault', () => {
  let wix: LoopbackServer;
  let client: WixRestClient;
  let clock: ManualClock;
  let telemetry: RecordedTelemetry;

  beforeEach(async () => {
    wix = await new LoopbackServer().start();
    clock = new ManualClock(NOW);
    clientWith();
  });

  afterEach(async () => {
    await wix.stop();
    await client.close();
  });

  const clientWith = (variant: Parameters<typeof testConfig>[1] = {}) => {
    const config = testConfig(wix.origin, variant);
    telemetry = new RecordedTelemetry();
    client = testRestClient(config, { time: clock, telemetry, budgets: new CallBudgets(config, clock) });
  };
  /** These answers in turn, the last one for all further requests. */
  const answer = (...responds: readonly Respond[]) => {
    let count = 0;
    wix.respond = (...args) => {
      responds[Math.min(count++, responds.length - 1)]?.(...args);
    };
  };
  const openCircuit = async () => {
    wix.respond = json(500, {});
    for (let call = 0; call < 20; call++) await errorOf(client.send({ ...ITEMS, instanceId: OTHER_INSTANCE_ID }));
    wix.received.length = 0;
    telemetry.counts.length = 0;
  };

  it.each([
    ['a reset', reset],
    ['a reset amid the body', resetAmidBody],
    ['502', text(502, '<html/>')],
    ['503', json(503, {})],
    ['504', text(504, '')],
  ])('asks once more after %s', async (_, fault) => {
    answer(fault, OK);
    await expect(client.send(ITEMS)).resolves.toMatchObject({ status: 200 });
    expect(wix.received).toHaveLength(2);
    expect(telemetry.counts).toEqual(['wix_calls GET /items unavailable', 'wix_calls GET /items success']);
  });

  it('asks twice at most', async () => {
    wix.respond = json(503, {});
    expect(await errorOf(client.send(ITEMS))).toMatchObject({ code: 'wix_unavailable' });
    expect(wix.received).toHaveLength(2);
  });

  it.each([
    ['a POST', CREATE],
    ['a GET that says it is not harmless', { ...ITEMS, idempotent: false }],
  ])('sends %s once', async (_, request) => {
    for (const fault of [reset, resetAmidBody, json(503, {})]) {
      wix.received.length = 0;
      answer(fault, OK);
      expect(await errorOf(client.send(request))).toMatchObject({ code: 'wix_unavailable' });
      expect(wix.received).toHaveLength(1);
    }
  });

  it('sends no POST twice over a connection that it has used before', async () => {
    answer(OK, reset, OK);
    await client.send(CREATE);
    await errorOf(client.send(CREATE));
    expect(wix.received).toHaveLength(2);
  });

  it('sends a POST twice that says it is harmless', async () => {
    answer(reset, OK);
    await expect(client.send({ ...CREATE, idempotent: true })).resolves.toMatchObject({ status: 200 });
    expect(wix.received.map(({ body }) => body)).toEqual(['{}', '{}']);
  });

  it.each([400, 401, 403, 404, 409, 429, 500])('does not ask again after %d', async (status) => {
    wix.respond = json(status, {});
    await errorOf(client.send(ITEMS));
    expect(wix.received).toHaveLength(1);
  });

  it('does not ask again when Wix wants a longer wait than there is time', async () => {
    wix.respond = json(503, {}, { 'retry-after': '6' });
    expect(await errorOf(client.send(ITEMS))).toMatchObject({ code: 'wix_unavailable', retryAfterSeconds: 6 });
    expect(wix.received).toHaveLength(1);
  });

  it('keeps both attempts within one deadline', async () => {
    clientWith({ deadlineMs: 3_000 });
    answer(
      (response) => setTimeout(() => response.writeHead(503).end(), 1_500),
      () => undefined,
    );
    const startedAt = performance.now();
    expect(await errorOf(client.send(ITEMS))).toMatchObject({ code: 'wix_timeout' });
    expect(wix.received).toHaveLength(2);
    // Two deadlines of their own would end after 4,500 ms at the earliest.
    expect(performance.now() - startedAt).toBeLessThan(4_400);
  });

  describe('with a circuit', () => {
    it('answers without asking once twenty calls failed, and asks again five seconds later', async () => {
      await openCircuit();
      const error = await errorOf(client.send(ITEMS));
      expect(error).toMatchObject({ code: 'wix_unavailable', retryAfterSeconds: 5, cause: { reason: 'circuit open' } });
      expect(wix.received).toHaveLength(0);
      expect(telemetry.counts).toEqual(['wix_calls GET /items circuit_open']);

      wix.respond = OK;
      clock.advance(5_000);
      await expect(client.send(ITEMS)).resolves.toMatchObject({ status: 200 });
    });

    it('has one for each operation, whatever the parameters', async () => {
      await openCircuit();
      wix.respond = OK;
      await expect(client.send(CREATE)).resolves.toMatchObject({ status: 200 });

      wix.respond = json(500, {});
      const item = { ...ITEMS, call: 'GET /items/:id' } as const;
      for (let id = 0; id < 30; id++) {
        await errorOf(client.send({ ...item, pathParameters: { id: String(id) } }));
      }
      expect(wix.received.filter(({ url }) => url?.startsWith('/items/'))).toHaveLength(20);
    });

    it.each([
      ['404', json(404, {})],
      ['401', json(401, {})],
      ['429', json(429, {}, { 'retry-after': '1' })],
    ])('stays closed when Wix answers %s', async (_, respond) => {
      wix.respond = respond;
      for (let call = 0; call < 40; call++) {
        await errorOf(client.send(ITEMS));
        clock.advance(1_000);
      }
      wix.respond = OK;
      await expect(client.send(ITEMS)).resolves.toMatchObject({ status: 200 });
    });

    it.each([
      ['hangs', () => undefined],
      ['answers HTML', text(200, '<html/>', { 'content-type': 'text/html' })],
      ['redirects', text(302, '', { location: 'http://127.0.0.1:9/' })],
    ] satisfies (readonly [string, Respond])[])('opens when Wix %s', async (_, respond) => {
      clientWith({ deadlineMs: 150 });
      wix.respond = respond;
      await Promise.all(Array.from({ length: 20 }, () => errorOf(client.send(ITEMS))));
      expect(await errorOf(client.send(ITEMS))).toMatchObject({ cause: { reason: 'circuit open' } });
      expect(wix.received).toHaveLength(20);
    });

    it('takes no budget for what is not sent', async () => {
      clientWith({ budgetPerInstance: 21 });
      await openCircuit();
      for (let call = 0; call < 100; call++) await errorOf(client.send({ ...ITEMS, instanceId: OTHER_INSTANCE_ID }));
      wix.respond = OK;
      clock.advance(5_000);
      await expect(client.send({ ...ITEMS, instanceId: OTHER_INSTANCE_ID })).resolves.toMatchObject({ status: 200 });
    });
  });

  it('takes no budget for what waited until the circuit was open', async () => {
    clientWith({ budgetPerInstance: 600, deadlineMs: 60_000 });
    wix.respond = (response, request) =>
      setTimeout(() => {
        json(500, {})(response, request);
      }, 300);
    const others = Array.from({ length: 512 }, () => errorOf(client.send({ ...ITEMS, instanceId: OTHER_INSTANCE_ID })));
    const waiting = Array.from({ length: 600 }, () => errorOf(client.send(ITEMS)));
    await Promise.all([...others, ...waiting]);
    wix.respond = OK;
    clock.advance(5_000);
    await expect(client.send(ITEMS)).resolves.toMatchObject({ status: 200 });
  });

  it('sends 1,100 requests at most for 1,000 when all fail', async () => {
    clientWith({ budgetPerInstance: 10_000 });
    wix.respond = json(503, {});
    await Promise.all(Array.from({ length: 1_000 }, () => errorOf(client.send(ITEMS))));
    expect(wix.received.length).toBeLessThanOrEqual(1_100);
  });

  it('refuses what would wait for too long, and serves all others', async () => {
    // No deadline shall end what is only slow.
    clientWith({ budgetPerInstance: 10_000, deadlineMs: 60_000 });
    wix.respond = (response, request) =>
      setTimeout(() => {
        OK(response, request);
      }, 50);
    const outcomes = await Promise.all(
      Array.from({ length: 512 + 4_096 + 220 }, () =>
        client.send(ITEMS).then(
          ({ status }) => status,
          (error: unknown) => (error as { code: string }).code,
        ),
      ),
    );
    // 512 under way and 4,096 waiting at most, fewer when they would wait too long; the others are told so at once.
    const served = outcomes.filter((outcome) => outcome === 200).length;
    const refused = outcomes.filter((outcome) => outcome === 'overloaded').length;
    expect(served + refused).toBe(outcomes.length);
    expect(served).toBeGreaterThanOrEqual(512);
    expect(refused).toBeGreaterThanOrEqual(220);
  });

  describe('with a budget', () => {
    it('refuses the call past it, and leaves other instances alone', async () => {
      clientWith({ budgetPerInstance: 3 });
      for (let call = 0; call < 3; call++) await client.send(ITEMS);
      expect(await errorOf(client.send(CREATE))).toMatchObject({ code: 'wix_rate_limited', retryAfterSeconds: 60 });
      expect(wix.received).toHaveLength(3);
      expect(telemetry.counts.at(-1)).toBe('wix_calls POST /items budget_exceeded');
      await expect(client.send({ ...ITEMS, instanceId: OTHER_INSTANCE_ID })).resolves.toMatchObject({ status: 200 });
    });

    it('counts retries', async () => {
      clientWith({ budgetPerInstance: 3 });
      wix.respond = json(503, {});
      await errorOf(client.send(ITEMS));
      expect(await errorOf(client.send(ITEMS))).toMatchObject({ code: 'wix_rate_limited' });
      expect(wix.received).toHaveLength(3);
    });

    it('counts nothing that can not be sent', async () => {
      clientWith({ budgetPerInstance: 1 });
      await errorOf(client.send({ ...ITEMS, headers: { 'accept-language': 'a\r\nb' } }));
      await expect(client.send(ITEMS)).resolves.toMatchObject({ status: 200 });
    });
  });

  describe('on a 429', () => {
    it.each([
      ['seconds', '7', 7],
      ['nothing at all', undefined, 5],
      ['a date', 'Thu, 01 Jan 2026 00:00:09 GMT', 9],
      ['seconds with white space around', '  7 \t', 7],
      ['a date as C writes it', 'Thu Jan  1 00:00:09 2026', 9],
      ['two headers', ['7', '9'], 7],
      ['a list', '7, 9', 5],
      ['seconds in white space', '7 \t', 7],
      ['a date as C writes it', 'Thu Jan  1 00:00:09 2026', 9],
      ['two headers', ['7', '9'], 7],
      ['a list', '7, 9', 5],
      ['a date two minutes ago, by another clock', 'Wed, 31 Dec 2025 23:58:00 GMT', 1],
      ['a date two minutes ahead', 'Thu, 01 Jan 2026 00:02:00 GMT', 60],
      ['a negative number', '-5', 5],
      ['zero', '0', 1],
      ['a fraction', '1.5', 5],
      ['garbage', 'soon', 5],
      ['a huge number', '9'.repeat(400), 60],
    ])('makes its instance alone wait, as asked by %s', async (_, retryAfter, seconds) => {
      answer(json(429, {}, retryAfter === undefined ? {} : { 'retry-after': retryAfter }), OK);
      expect(await errorOf(client.send(ITEMS))).toMatchObject({ status: 429, retryAfterSeconds: seconds });
      expect(telemetry.counts).toEqual(['wix_calls GET /items rate_limited']);

      expect(await errorOf(client.send(CREATE))).toMatchObject({
        code: 'wix_rate_limited',
        retryAfterSeconds: seconds,
      });
      await expect(client.send({ ...ITEMS, instanceId: OTHER_INSTANCE_ID })).resolves.toMatchObject({ status: 200 });
      expect(wix.received).toHaveLength(2);

      clock.advance(seconds * 1000 - 1);
      expect(await errorOf(client.send(ITEMS))).toMatchObject({ code: 'wix_rate_limited', retryAfterSeconds: 1 });
      clock.advance(1);
      await expect(client.send(ITEMS)).resolves.toMatchObject({ status: 200 });
    });
  });

  it('passes on when to come back after a 503, and holds no other instance back for it', async () => {
    answer(json(503, {}, { 'retry-after': '60' }), OK);
    expect(await errorOf(client.send(ITEMS))).toMatchObject({ code: 'wix_unavailable', retryAfterSeconds: 60 });
    await expect(client.send({ ...ITEMS, instanceId: OTHER_INSTANCE_ID })).resolves.toMatchObject({ status: 200 });
  });

  it.each([
    [200, 'success'],
    [401, 'unauthorized'],
    [404, 'client_error'],
    [429, 'rate_limited'],
    [500, 'unavailable'],
  ])('counts %d as %s', async (status, outcome) => {
    wix.respond = json(status, {});
    await client.send(ITEMS).catch(() => undefined);
    expect(telemetry.counts).toEqual([`wix_calls GET /items ${outcome}`]);
  });

  it('counts a timeout', async () => {
    clientWith({ deadlineMs: 50 });
    wix.respond = () => undefined;
    await errorOf(client.send(ITEMS));
    expect(telemetry.counts).toEqual(['wix_calls GET /items timeout']);
  });
});
