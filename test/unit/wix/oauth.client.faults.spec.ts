import type { OAuthClient } from '../../../src/wix/oauth.client';
import { OAuthUnavailableError } from '../../../src/wix/oauth.error';
import { ManualClock } from '../../support/manual.clock';
import { errorOf } from './expect-no-leak';
import { json, LoopbackServer, text } from './loopback-server';
import type { Respond } from './loopback-server';
import {
  CLIENT_ID,
  INSTANCE_ID,
  NOW,
  OTHER_INSTANCE_ID,
  PREVIOUS_SECRET,
  SECRET,
  testConfig,
  testOAuthClient,
} from './test-app';

const ISSUED = json(200, { access_token: 'token', expires_in: 14400 });
const reset: Respond = (response) => response.socket?.resetAndDestroy();

describe('OAuthClient under fault', () => {
  let wix: LoopbackServer;
  let client: OAuthClient;
  let clock: ManualClock;

  beforeEach(async () => {
    wix = await new LoopbackServer().start();
    clock = new ManualClock(NOW);
    clientWith();
  });

  afterEach(() => wix.stop());

  const clientWith = (variant: Parameters<typeof testConfig>[1] = {}) => {
    client = testOAuthClient(testConfig(wix.origin, variant), { time: clock });
  };
  const answer = (...responds: readonly Respond[]) => {
    let count = 0;
    wix.respond = (...args) => {
      responds[Math.min(count++, responds.length - 1)]?.(...args);
    };
  };

  it.each([
    ['forInstance', () => client.forInstance(INSTANCE_ID)],
    ['fromRefreshToken', () => client.fromRefreshToken('r', INSTANCE_ID)],
    ['unbind', () => client.unbind('t', INSTANCE_ID)],
    ['refresh', () => client.refresh(CLIENT_ID, 'r')],
  ])('%s asks once more after a reset', async (_, ask) => {
    answer(reset, ISSUED);
    await expect(ask()).resolves.toMatchObject({ accessToken: 'token' });
    expect(wix.received).toHaveLength(2);
  });

  it.each([
    ['fromLegacyCode', () => client.fromLegacyCode('c')],
    ['anonymous', () => client.anonymous(CLIENT_ID)],
    ['exchangeCode', () => client.exchangeCode(CLIENT_ID, 'c', 'v', 'https://example.com/')],
  ])('%s, which has an effect each time, asks once', async (_, ask) => {
    answer(reset, ISSUED);
    expect(await errorOf(ask())).toBeInstanceOf(OAuthUnavailableError);
    expect(wix.received).toHaveLength(1);
  });

  it('sends nothing once twenty requests failed, and asks again five seconds later', async () => {
    wix.respond = json(500, {});
    for (let call = 0; call < 20; call++) await errorOf(client.forInstance(INSTANCE_ID));
    const error = await errorOf(client.forInstance(INSTANCE_ID));
    expect(error).toBeInstanceOf(OAuthUnavailableError);
    expect(error).toMatchObject({ reason: 'circuit open', retryAfterSeconds: 5 });
    expect(wix.received).toHaveLength(20);

    wix.respond = ISSUED;
    clock.advance(5_000);
    await expect(client.forInstance(INSTANCE_ID)).resolves.toMatchObject({ accessToken: 'token' });
  });

  it.each([
    ['refusals', json(401, { error: 'invalid_client' })],
    ['what is refused before it comes to Wix', text(403, '<html/>')],
  ])('opens no circuit for %s', async (_, refuse) => {
    wix.respond = refuse;
    for (let call = 0; call < 40; call++) await errorOf(client.forInstance(INSTANCE_ID));
    expect(wix.received).toHaveLength(40);
  });

  it("takes its requests from the instance's budget, each secret's for itself", async () => {
    clientWith({ budgetPerInstance: 2, secrets: [SECRET, PREVIOUS_SECRET] });
    wix.respond = json(401, { error: 'invalid_client' });
    await errorOf(client.forInstance(INSTANCE_ID));
    expect(await errorOf(client.unbind('t', INSTANCE_ID))).toMatchObject({ code: 'wix_rate_limited' });
    expect(wix.received).toHaveLength(2);
    wix.respond = ISSUED;
    await expect(client.forInstance(OTHER_INSTANCE_ID)).resolves.toMatchObject({ accessToken: 'token' });
  });

  it('makes the instance alone wait for which Wix answers 429', async () => {
    answer(json(429, {}, { 'retry-after': '30' }), ISSUED);
    expect(await errorOf(client.forInstance(INSTANCE_ID))).toMatchObject({ retryAfterSeconds: 30 });
    expect(await errorOf(client.forInstance(INSTANCE_ID))).toMatchObject({
      code: 'wix_rate_limited',
      retryAfterSeconds: 30,
    });
    await expect(client.forInstance(OTHER_INSTANCE_ID)).resolves.toMatchObject({ accessToken: 'token' });
    clock.advance(30_000);
    await expect(client.forInstance(INSTANCE_ID)).resolves.toMatchObject({ accessToken: 'token' });
  });

  it.each([
    ['a 503 that asks for a wait', 503, () => client.forInstance(INSTANCE_ID)],
    ['a 429 for nobody in particular', 429, () => client.refresh(CLIENT_ID, 'r')],
  ])('makes all wait on %s', async (_, status, ask) => {
    answer(json(status, {}, { 'retry-after': '30' }), ISSUED);
    await errorOf(ask());
    expect(await errorOf(client.forInstance(OTHER_INSTANCE_ID))).toMatchObject({
      reason: 'asked to wait',
      retryAfterSeconds: 30,
    });
    expect(wix.received).toHaveLength(1);
    clock.advance(30_000);
    await expect(client.forInstance(OTHER_INSTANCE_ID)).resolves.toMatchObject({ accessToken: 'token' });
  });
});
