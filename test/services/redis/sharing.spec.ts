import type { IssuedToken } from '../../../src/wix/issued-token';
import type { TokenInfo } from '../../../src/wix/token-info';
import { SystemClock } from '../../../src/config/clock';
import { parseAppId } from '../../../src/identifiers/guid';
import { given, testConfig } from '../../support/app-config';
import { deferred } from '../../support/deferred';
import { RedisServer } from '../../support/redis.server';
import { until } from '../../support/until';
import { accessToken, activeToken, INSTANCE_ID, OTHER_INSTANCE_ID } from '../../support/verdicts';
import { HURRIED, startVault, stopVaults } from './vaults';

const CACHED = { fresh: false, stale: 'refused' } as const;
const FRESH = { fresh: true, stale: 'refused' } as const;
const OTHER_APP_ID = given(parseAppId('99999999-9999-4999-8999-999999999999'));
const HOUR = 3_600_000;
/** A busy machine is no reason to give up. */
const PATIENT = testConfig({ wix: { ...testConfig().wix, tokenTimeoutMs: 20_000 } });
const UNAVAILABLE = { code: 'elevation_unavailable', retryAfterSeconds: 5 };
const never = () => Promise.reject(new Error('nobody should have asked'));

let redis: RedisServer;
beforeAll(async () => (redis = await RedisServer.start()));
afterEach(async () => {
  await stopVaults();
  await redis.with((client) => client.flushall());
});
afterAll(() => redis.stop());

const four = () => Promise.all([1, 2, 3, 4].map(() => startVault(redis.url)));
const issued = (name: string, lifeMs = 4 * HOUR): IssuedToken => ({
  accessToken: accessToken(name),
  refreshToken: undefined,
  expiresAt: Date.now() + lifeMs,
});

describe('app tokens', () => {
  it('are asked for once by a thousand requests in four processes', async () => {
    const processes = await four();
    let calls = 0;
    const issue = async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return issued(`app-${++calls}`);
    };
    const requests = processes.flatMap(({ vault }) =>
      Array.from({ length: 250 }, async () => vault.appToken(INSTANCE_ID, issue)),
    );
    expect(new Set(await Promise.all(requests))).toEqual(new Set(['app-1']));
    expect(calls).toBe(1);
  });

  it('are asked for once by each process when there is no Redis', async () => {
    const absent = await RedisServer.absent();
    const processes = await Promise.all([1, 2, 3, 4].map(() => startVault(absent.url, { limits: HURRIED })));
    let calls = 0;
    const issue = () => Promise.resolve(issued(`app-${++calls}`));
    const requests = processes.flatMap(({ vault }) =>
      Array.from({ length: 250 }, async () => vault.appToken(INSTANCE_ID, issue)),
    );
    await Promise.all(requests);
    expect(calls).toBe(4);
  });

  it('are kept apart by instance and by app', async () => {
    const [first, second] = await four();
    const otherApp = await startVault(redis.url, {
      config: testConfig({ app: { ...testConfig().app, id: OTHER_APP_ID } }),
    });
    await first?.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
    expect(await second?.vault.appToken(OTHER_INSTANCE_ID, () => Promise.resolve(issued('app-2')))).toBe('app-2');
    expect(await otherApp.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('other-app')))).toBe('other-app');
    expect(await second?.vault.appToken(INSTANCE_ID, never)).toBe('app-1');
  });

  it('are asked for once also when Wix takes longer than a lease lives', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => startVault(redis.url, { config: PATIENT })));
    const asking = jest.fn(async () => {
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      return issued('app-1');
    });
    const token = first?.vault.appToken(INSTANCE_ID, asking);
    await until(() => asking.mock.calls.length === 1);
    expect(await second?.vault.appToken(INSTANCE_ID, never)).toBe('app-1');
    expect(await token).toBe('app-1');
  });

  it('that do not come fail whoever waits for another process in the time of one request', async () => {
    const [first, second] = await four();
    const answer = deferred<IssuedToken>();
    const asking = jest.fn(() => answer.promise);
    const failures = [expect(first?.vault.appToken(INSTANCE_ID, asking)).rejects.toMatchObject(UNAVAILABLE)];
    await until(() => asking.mock.calls.length === 1);
    failures.push(expect(second?.vault.appToken(INSTANCE_ID, asking)).rejects.toMatchObject(UNAVAILABLE));
    await Promise.all(failures);
    expect(asking).toHaveBeenCalledTimes(1);
    answer.reject(new Error('too late for anybody'));
  });

  it('are asked for by another process when the one that holds the lease dies', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => startVault(redis.url, { config: PATIENT })));
    const asking = jest.fn(() => new Promise<IssuedToken>(() => undefined));
    Promise.resolve(first?.vault.appToken(INSTANCE_ID, asking)).catch(() => undefined);
    await until(() => asking.mock.calls.length === 1);
    // The lease is not given back, and nobody keeps it.
    await first?.connection.onApplicationShutdown();
    const issue = jest.fn(() => Promise.resolve(issued('app-2')));
    const begun = Date.now();
    expect(await second?.vault.appToken(INSTANCE_ID, issue)).toBe('app-2');
    expect(Date.now() - begun).toBeGreaterThan(500);
    expect(issue).toHaveBeenCalledTimes(1);
  });

  it('are asked for by the next at once when the first is told no', async () => {
    const [first, second] = await four();
    const answer = deferred<IssuedToken>();
    const asking = jest.fn(() => answer.promise);
    const failure = expect(first?.vault.appToken(INSTANCE_ID, asking)).rejects.toThrow('down');
    await until(() => asking.mock.calls.length === 1);
    const next = Promise.resolve(second?.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-2'))));
    answer.reject(new Error('down'));
    await failure;
    expect(await next).toBe('app-2');
  });

  it('that Wix refused are replaced once for all processes, and given to nobody', async () => {
    const processes = await four();
    const [first, second, third] = processes;
    await first?.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
    await second?.vault.appToken(INSTANCE_ID, never);
    let calls = 1;
    const issue = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return issued(`app-${++calls}`);
    };
    const rejected = accessToken('app-1');
    const requests = [first, second].flatMap((one) =>
      Array.from({ length: 50 }, async () => one?.vault.appToken(INSTANCE_ID, issue, rejected)),
    );
    expect(new Set(await Promise.all(requests))).toEqual(new Set(['app-2']));
    expect(await third?.vault.appToken(INSTANCE_ID, never)).toBe('app-2');
  });

  it('that Wix refused are not given to another process when no other could be had', async () => {
    const [first, second] = await four();
    await first?.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
    const fail = () => Promise.reject(new Error('down'));
    await expect(first?.vault.appToken(INSTANCE_ID, fail, accessToken('app-1'))).rejects.toThrow('down');
    expect(await second?.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-2')))).toBe('app-2');
  });

  it('leave Redis before they end', async () => {
    const [first, second] = await four();
    await first?.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1', 5_000)));
    const lives = await redis.with(async (client) =>
      Promise.all((await client.keys('liftgate:app-token:*')).map((key) => client.pttl(key))),
    );
    expect(lives).toHaveLength(1);
    expect(lives[0]).toBeLessThanOrEqual(4_000);
    expect(lives[0]).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(await second?.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-2')))).toBe('app-2');
  });
});

describe('verdicts', () => {
  const sharedOnce = () =>
    until(() => redis.with(async (client) => (await client.keys('liftgate:verdict:*')).length > 0));

  it('are known to a process that did not ask, as they are', async () => {
    const [first, second] = await four();
    const active = activeToken(Date.now());
    await first?.vault.verdict('token', () => Promise.resolve(active), CACHED);
    await sharedOnce();
    expect(await second?.vault.verdict('token', never, CACHED)).toEqual(active);
    expect(second?.vault.knownVerdict('token', CACHED)).toEqual(active);
  });

  it('stay for all others when a process whose clock is ahead finds them over', async () => {
    const [first, second, third] = await four();
    const active = activeToken(Date.now());
    await first?.vault.verdict('token', () => Promise.resolve(active), CACHED);
    await sharedOnce();
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 7 * 86_400_000);
    const asked = jest.fn(() => Promise.reject(new Error('asked')));
    await expect(second?.vault.verdict('token', asked, CACHED)).rejects.toThrow('asked');
    now.mockRestore();
    expect(await third?.vault.verdict('token', never, CACHED)).toEqual(active);
  });

  it('live from the first question on, in whatever process', async () => {
    const config = testConfig({ verdicts: { ttlMs: 3_000, negativeTtlMs: 10_000, staleMs: 0 } });
    const first = await startVault(redis.url, { config });
    const second = await startVault(redis.url, { config });
    const asked = Date.now();
    await first.vault.verdict('token', () => Promise.resolve(activeToken(asked)), CACHED);
    await sharedOnce();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await second.vault.verdict('token', never, CACHED);
    await until(() => Date.now() >= asked + 3_050);
    expect(second.vault.knownVerdict('token', CACHED)).toBeUndefined();
    const revoked = () => Promise.resolve<TokenInfo>({ active: false });
    expect(await second.vault.verdict('token', revoked, CACHED)).toEqual({ active: false });
  });

  it.each([
    ['ahead', 120_000],
    ['behind', -120_000],
  ])('live from the first question on, be the clock of the process that asked two minutes %s', async (_, ms) => {
    const config = testConfig({ verdicts: { ttlMs: 4_000, negativeTtlMs: 10_000, staleMs: 300_000 } });
    const clock = new (class extends SystemClock {
      override now = () => Date.now() + ms;
    })();
    const skewed = await startVault(redis.url, { config, clock });
    const second = await startVault(redis.url, { config });
    const asked = Date.now();
    const active = activeToken(asked);
    await skewed.vault.verdict('token', () => Promise.resolve(active), CACHED);
    await sharedOnce();
    expect(await second.vault.verdict('token', never, CACHED)).toEqual(active);
    await until(() => Date.now() >= asked + 4_050);
    const revoked = () => Promise.resolve<TokenInfo>({ active: false });
    expect(await second.vault.verdict('token', revoked, CACHED)).toEqual({ active: false });
  });

  it('that became refusals replace what is shared', async () => {
    const [first, second] = await four();
    await first?.vault.verdict('token', () => Promise.resolve(activeToken(Date.now())), CACHED);
    await sharedOnce();
    await first?.vault.verdict('token', () => Promise.resolve({ active: false }), FRESH);
    await until(async () => {
      const answer = await second?.tier.read({ kind: 'verdict', subject: 'token' });
      return JSON.stringify(answer?.value).includes('false');
    });
    expect(await second?.vault.verdict('token', never, CACHED)).toEqual({ active: false });
  });

  it('on junk leave no trace in Redis', async () => {
    const [first] = await four();
    for (let index = 0; index < 100; index++) {
      await first?.vault.verdict(`junk-${index}`, () => Promise.resolve({ active: false }), CACHED);
    }
    await first?.connection.run((client) => client.ping());
    expect(await redis.with((client) => client.keys('liftgate:verdict:*'))).toEqual([]);
  });
});
