import { setTimeout as sleep } from 'node:timers/promises';
import type { SharedKey } from '../../../src/cache/shared-tier';
import type { IssuedToken } from '../../../src/wix/issued-token';
import type { TokenInfo } from '../../../src/wix/token-info';
import { deferred } from '../../support/deferred';
import { RedisServer } from '../../support/redis.server';
import { until } from '../../support/until';
import { accessToken, activeToken, INSTANCE_ID, OTHER_INSTANCE_ID } from '../../support/verdicts';
import { HURRIED, startVault, stopVaults, type VaultProcess } from './vaults';

const CACHED = { fresh: false, stale: 'refused' } as const;
const APP_TOKEN = { kind: 'app-token', subject: INSTANCE_ID } as const;
const UNBOUND = { kind: 'unbound-token', subject: 'token' } as const;
const VERDICT = { kind: 'verdict', subject: 'token' } as const;
const never = () => Promise.reject(new Error('nobody should have asked'));

let redis: RedisServer;
beforeEach(async () => (redis = await RedisServer.start()));
afterEach(async () => {
  await stopVaults();
  await redis.stop();
});

const issued = (name: string): IssuedToken => ({
  accessToken: accessToken(name),
  refreshToken: undefined,
  expiresAt: Date.now() + 14_400_000,
});
const both = async () => [await startVault(redis.url), await startVault(redis.url)] as const;
const isShared = async ({ tier }: VaultProcess, key: SharedKey) => (await tier.read(key))?.value !== undefined;

/** One process asks, the other takes it from Redis. */
async function know([one, other]: readonly [VaultProcess, VaultProcess]): Promise<void> {
  const otherInstance = activeToken(Date.now(), { instanceId: OTHER_INSTANCE_ID });
  await one.vault.verdict('token', () => Promise.resolve(activeToken(Date.now())), CACHED);
  await one.vault.verdict('other', () => Promise.resolve(otherInstance), CACHED);
  await one.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
  await one.vault.unboundToken(INSTANCE_ID, 'token', () => Promise.resolve(issued('unbound-1')));
  await until(async () => (await isShared(other, VERDICT)) && (await isShared(other, APP_TOKEN)));
  await other.vault.verdict('token', never, CACHED);
  await other.vault.verdict('other', never, CACHED);
  await other.vault.appToken(INSTANCE_ID, never);
  await other.vault.unboundToken(INSTANCE_ID, 'token', never);
}

describe('an instance that one process forgets', () => {
  it('is forgotten by every process, and in Redis, within two seconds', async () => {
    const processes = await both();
    const [one, other] = processes;
    await know(processes);
    one.vault.forgetInstance(INSTANCE_ID);
    await until(() => other.vault.knownVerdict('token', CACHED) === undefined);
    expect(await isShared(other, VERDICT)).toBe(false);
    expect(await isShared(other, APP_TOKEN)).toBe(false);
    expect(await other.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-2')))).toBe('app-2');
    const unbound = () => Promise.resolve(issued('unbound-2'));
    expect(await other.vault.unboundToken(INSTANCE_ID, 'token', unbound)).toBe('unbound-2');
    expect(other.vault.knownVerdict('other', CACHED)).toMatchObject({ instanceId: OTHER_INSTANCE_ID });
  });

  it('does not come back by an answer that another process was waiting for', async () => {
    const [one, other] = await both();
    const [token, verdict] = [deferred<IssuedToken>(), deferred<TokenInfo>()];
    const [issue, ask] = [jest.fn(() => token.promise), jest.fn(() => verdict.promise)];
    const waiting = [other.vault.appToken(INSTANCE_ID, issue), other.vault.verdict('token', ask, CACHED)];
    await until(() => issue.mock.calls.length + ask.mock.calls.length === 2);
    one.vault.forgetInstance(INSTANCE_ID);
    // Only in Redis: the waiting process need not have heard of it.
    await until(() => redis.with(async (client) => (await client.keys('liftgate:forgotten:*')).length > 0));
    token.resolve(issued('app-1'));
    verdict.resolve(activeToken(Date.now()));
    await Promise.all(waiting.map(async (answer) => answer));
    await other.connection.run((client) => client.ping());
    expect(await isShared(one, APP_TOKEN)).toBe(false);
    expect(await isShared(one, VERDICT)).toBe(false);
    expect(await one.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-2')))).toBe('app-2');
  });

  it('does not come back by what was written without having heard of it', async () => {
    const [one, other] = await both();
    const before = await other.tier.read(APP_TOKEN);
    one.vault.forgetInstance(INSTANCE_ID);
    await until(() => redis.with(async (client) => (await client.keys('liftgate:forgotten:*')).length > 0));
    const entry = { value: { written: 'late' }, until: Date.now() + 60_000, instanceId: INSTANCE_ID };
    await other.tier.write(APP_TOKEN, entry, before?.moment ?? NaN);
    expect(await isShared(one, APP_TOKEN)).toBe(false);
    const after = await other.tier.read(APP_TOKEN);
    await other.tier.write(APP_TOKEN, entry, after?.moment ?? NaN);
    expect(await isShared(one, APP_TOKEN)).toBe(true);
  });

  it('is forgotten by a process that was not connected when it was said', async () => {
    const processes = await both();
    const [one, other] = processes;
    await know(processes);
    const kill = () =>
      redis.with(async (client) => {
        await client.client('PAUSE', 300);
        return client.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      });
    await kill();
    one.vault.forgetInstance(INSTANCE_ID);
    await until(() => other.vault.knownVerdict('token', CACHED) === undefined);
  });

  it('is forgotten by the others once Redis is back', async () => {
    const processes = await both();
    const [one, other] = processes;
    await know(processes);
    await redis.stop();
    one.vault.forgetInstance(INSTANCE_ID);
    expect(one.vault.knownVerdict('token', CACHED)).toBeUndefined();
    expect(other.vault.knownVerdict('token', CACHED)).toBeDefined();
    await redis.start();
    await until(() => other.vault.knownVerdict('token', CACHED) === undefined);
  });

  it('does not come back to the process that could not say so yet', async () => {
    const { vault, connection, tier } = await startVault(redis.url, { limits: HURRIED });
    await vault.verdict('token', () => Promise.resolve(activeToken(Date.now())), CACHED);
    await until(async () => (await tier.read(VERDICT))?.value !== undefined);
    redis.hang();
    vault.forgetInstance(INSTANCE_ID);
    // Longer than a command waits for its answer: it is not done when Redis goes on.
    await sleep(800);
    redis.resume();
    await until(() => connection.available);
    const ask = jest.fn(() => Promise.resolve(activeToken(Date.now())));
    await vault.verdict('token', ask, CACHED);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('can be known again afterwards', async () => {
    const processes = await both();
    const [one, other] = processes;
    await know(processes);
    one.vault.forgetInstance(INSTANCE_ID);
    await until(() => other.vault.knownVerdict('token', CACHED) === undefined);
    await know(processes);
  });

  it('is not forgotten on the word of somebody who does not know the app secret', async () => {
    const processes = await both();
    await know(processes);
    await redis.with(async (client) => {
      for (const name of (await client.call('PUBSUB', 'CHANNELS')) as string[]) await client.publish(name, INSTANCE_ID);
    });
    await processes[1].connection.run((client) => client.ping());
    expect(processes[1].vault.knownVerdict('token', CACHED)).toBeDefined();
  });
});

describe('the tokens of an instance that one process drops', () => {
  it('are in Redis no more; its verdicts are', async () => {
    const processes = await both();
    const [one, other] = processes;
    await know(processes);
    expect(await isShared(one, UNBOUND)).toBe(true);
    one.vault.dropTokens(new Set([INSTANCE_ID]));
    await until(async () => !(await isShared(other, APP_TOKEN)) && !(await isShared(other, UNBOUND)));
    expect(await isShared(other, VERDICT)).toBe(true);
    expect(one.vault.knownVerdict('token', CACHED)).toBeDefined();
  });

  it('are in Redis no more although only others keep them', async () => {
    const [one, other] = await both();
    await one.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
    await until(() => isShared(other, APP_TOKEN));
    other.vault.dropTokens(new Set([INSTANCE_ID]));
    await until(async () => !(await isShared(one, APP_TOKEN)));
  });

  it('do not come back by an answer that it was waiting for', async () => {
    const [one, other] = await both();
    const token = deferred<IssuedToken>();
    const issue = jest.fn(() => token.promise);
    const waiting = one.vault.appToken(INSTANCE_ID, issue);
    await until(() => issue.mock.calls.length > 0);
    one.vault.dropTokens(new Set([INSTANCE_ID]));
    token.resolve(issued('app-1'));
    await waiting;
    await one.connection.run((client) => client.ping());
    expect(await isShared(other, APP_TOKEN)).toBe(false);
  });
});
