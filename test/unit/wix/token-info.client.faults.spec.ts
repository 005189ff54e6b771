import type { TokenInfoClient } from '../../../src/wix/token-info.client';
import { ManualClock } from '../../support/manual.clock';
import { errorOf } from './expect-no-leak';
import { json, LoopbackServer, text } from './loopback-server';
import { RecordedTelemetry } from './recorded-telemetry';
import { APP_ID, NOW, testConfig, testTokenInfoClient } from './test-app';

const ACTIVE = json(200, { active: true, subjectType: 'MEMBER', subjectId: 'm', clientId: APP_ID, exp: '1799999999' });
const UNAVAILABLE = 'token_info_unavailable';

describe('TokenInfoClient under fault', () => {
  let wix: LoopbackServer;
  let client: TokenInfoClient;
  let clock: ManualClock;
  let telemetry: RecordedTelemetry;

  beforeEach(async () => {
    wix = await new LoopbackServer().start();
    clock = new ManualClock(NOW);
    clientWith();
  });

  afterEach(() => wix.stop());

  const clientWith = (variant: Parameters<typeof testConfig>[1] = {}) => {
    telemetry = new RecordedTelemetry();
    client = testTokenInfoClient(testConfig(wix.origin, variant), { time: clock, telemetry });
  };

  it('asks once more after a reset', async () => {
    let count = 0;
    wix.respond = (response, request) => {
      if (count++ === 0) response.socket?.resetAndDestroy();
      else ACTIVE(response, request);
    };
    await expect(client.ask('token')).resolves.toMatchObject({ active: true });
    expect(telemetry.counts).toEqual(['token_info_requests unavailable', 'token_info_requests active']);
  });

  it('answers without asking once twenty failed, says when to come back, and is back within ten seconds', async () => {
    wix.respond = json(500, {});
    for (let call = 0; call < 20; call++) await errorOf(client.ask(`token-${call}`));
    for (let call = 0; call < 100; call++) {
      expect(await errorOf(client.ask('another'))).toMatchObject({ code: UNAVAILABLE, retryAfterSeconds: 5 });
    }
    clock.advance(2_000);
    expect(await errorOf(client.ask('another'))).toMatchObject({ code: UNAVAILABLE, retryAfterSeconds: 3 });
    expect(wix.received).toHaveLength(20);

    wix.respond = ACTIVE;
    clock.advance(3_000);
    await expect(client.ask('another')).resolves.toMatchObject({ active: true });
  });

  it.each([
    ['refusals', json(401, {})],
    ['what is refused before it comes to Wix', text(403, '<html/>')],
    ['that in the dress of a refusal', text(401, '<html/>')],
  ])('opens no circuit for %s', async (_, refuse) => {
    wix.respond = refuse;
    for (let call = 0; call < 40; call++) await client.ask('token').catch(() => undefined);
    expect(wix.received).toHaveLength(40);
  });

  it('opens the circuit for answers that make no sense', async () => {
    wix.respond = text(200, '<html/>');
    for (let call = 0; call < 30; call++) await errorOf(client.ask('token'));
    expect(wix.received).toHaveLength(20);
  });

  it.each([
    [429, '7', 7],
    [503, '7', 7],
    [429, 'Thu, 01 Jan 2026 00:00:09 GMT', 9],
    [503, '86400', 60],
    [429, '-1', 2],
    [429, undefined, 2],
  ])('asks nobody after a %d with Retry-After %s for that long', async (status, retryAfter, seconds) => {
    wix.respond = json(status, {}, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
    expect(await errorOf(client.ask('token'))).toMatchObject({ code: UNAVAILABLE, retryAfterSeconds: seconds });
    wix.respond = ACTIVE;
    expect(await errorOf(client.ask('other'))).toMatchObject({ code: UNAVAILABLE, retryAfterSeconds: seconds });
    clock.advance(seconds * 1000 - 1);
    expect(await errorOf(client.ask('other'))).toMatchObject({ code: UNAVAILABLE, retryAfterSeconds: 1 });
    expect(wix.received).toHaveLength(1);
    clock.advance(1);
    await expect(client.ask('other')).resolves.toMatchObject({ active: true });
  });

  it('asks about sixty-four at a time', async () => {
    const held: (() => void)[] = [];
    wix.respond = (...args) => {
      held.push(() => {
        ACTIVE(...args);
      });
    };
    const verdicts = Promise.all(Array.from({ length: 100 }, (_, index) => client.ask(`token-${index}`)));
    while (held.length < 64) await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(held).toHaveLength(64);

    wix.respond = ACTIVE;
    held.forEach((answer) => {
      answer();
    });
    expect((await verdicts).filter(({ active }) => active)).toHaveLength(100);
  });

  it.each([
    ['active', 200, { active: true, subjectType: 'APP', subjectId: 'a', clientId: APP_ID, exp: '1799999999' }],
    ['refused', 200, { active: false }],
    ['rate_limited', 429, {}],
    ['unavailable', 500, {}],
  ])('counts what was %s', async (outcome, status, body) => {
    wix.respond = json(status, body);
    await client.ask('token').catch(() => undefined);
    await (status === 429 ? errorOf(client.ask('token')) : undefined);
    expect(telemetry.counts).toEqual([`token_info_requests ${outcome}`]);
  });

  it('counts a timeout', async () => {
    clientWith({ deadlineMs: 50 });
    wix.respond = () => undefined;
    await errorOf(client.ask('token'));
    expect(telemetry.counts).toEqual(['token_info_requests timeout']);
  });
});
