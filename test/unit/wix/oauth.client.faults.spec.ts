import type { InstanceId } from '../../../src/identifiers/guid';
import type { IssuedToken } from '../../../src/wix/issued-token';
import type { OAuthClient } from '../../../src/wix/oauth.client';
import { OAuthUnavailableError } from '../../../src/wix/oauth.error';
import { ManualClock } from '../../support/manual.clock';
import { until } from '../../support/until';
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

const EACH: readonly (readonly [string, (client: OAuthClient, instanceId: InstanceId) => Promise<IssuedToken>])[] = [
  ['forInstance', (client, instanceId) => client.forInstance(instanceId)],
  ['fromRefreshToken', (client, instanceId) => client.fromRefreshToken('r', instanceId)],
  ['fromLegacyCode', (client) => client.fromLegacyCode('c')],
  ['unbind', (client, instanceId) => client.unbind('t', instanceId)],
  ['anonymous', (client) => client.anonymous(CLIENT_ID)],
  ['refresh', (client) => client.refresh(CLIENT_ID, 'r')],
  ['exchangeCode', (client) => client.exchangeCode(CLIENT_ID, 'c', 'v', 'https://example.com/')],
];

/** Those that know of no instance: a 429 is about all of their kind. */
const FOR_NOBODY: ReadonlySet<string> = new Set(['fromLegacyCode', 'anonymous', 'refresh', 'exchangeCode']);

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

  describe.each(EACH)('%s', (name, ask) => {
    const others = EACH.filter(([other]) => other !== name);

    it.each(FOR_NOBODY.has(name) ? [503, 429] : [503])(
      'makes requests of its kind alone wait on a %i',
      async (status) => {
        answer(json(status, {}, { 'retry-after': '30' }), ISSUED);
        await errorOf(ask(client, INSTANCE_ID));
        expect(await errorOf(ask(client, OTHER_INSTANCE_ID))).toMatchObject({
          reason: 'asked to wait',
          retryAfterSeconds: 30,
        });
        expect(wix.received).toHaveLength(1);
        for (const [, askOther] of others) {
          await expect(askOther(client, INSTANCE_ID)).resolves.toMatchObject({ accessToken: 'token' });
        }
        clock.advance(30_000);
        await expect(ask(client, OTHER_INSTANCE_ID)).resolves.toMatchObject({ accessToken: 'token' });
      },
    );

    it('has a circuit of its own', async () => {
      wix.respond = json(500, {});
      for (let call = 0; call < 20; call++) await errorOf(ask(client, INSTANCE_ID));
      expect(await errorOf(ask(client, INSTANCE_ID))).toMatchObject({ reason: 'circuit open' });
      wix.respond = ISSUED;
      for (const [, askOther] of others) {
        await expect(askOther(client, INSTANCE_ID)).resolves.toMatchObject({ accessToken: 'token' });
      }
    });

    it('has places of its own: others get through while all of its requests hang', async () => {
      clientWith({ deadlineMs: 30_000 });
      const hanging = new AbortController();
      wix.respond = (response, request) => {
        if (wix.received.length <= 64)
          hanging.signal.addEventListener('abort', () => {
            ISSUED(response, request);
          });
        else ISSUED(response, request);
      };
      const asked = Array.from({ length: 64 }, () => ask(client, INSTANCE_ID));
      await until(() => wix.received.length === 64);
      for (const [, askOther] of others) {
        await expect(askOther(client, INSTANCE_ID)).resolves.toMatchObject({ accessToken: 'token' });
      }
      hanging.abort();
      await Promise.all(asked);
    });
  });

  it('opens no circuit for codes that somebody made up', async () => {
    wix.respond = json(400, { error: 'invalid_grant' });
    for (let call = 0; call < 40; call++)
      await errorOf(client.exchangeCode(CLIENT_ID, 'junk', 'v', 'https://a.example/'));
    wix.respond = ISSUED;
    await expect(client.exchangeCode(CLIENT_ID, 'c', 'v', 'https://a.example/')).resolves.toMatchObject({
      accessToken: 'token',
    });
  });
});
