import type { IssuedToken } from '../../../src/wix/issued-token';
import { RedisServer } from '../../support/redis.server';
import { until } from '../../support/until';
import { accessToken, activeToken, INSTANCE_ID } from '../../support/verdicts';
import { HURRIED, startVault, stopVaults, type VaultProcess } from './vaults';

const CACHED = { fresh: false, stale: 'refused' } as const;
const never = () => Promise.reject(new Error('nobody should have asked'));

let redis: RedisServer;
beforeEach(async () => (redis = await RedisServer.start()));
afterEach(async () => {
  redis.resume();
  await stopVaults();
  await redis.stop();
});

const issued = (name: string): IssuedToken => ({
  accessToken: accessToken(name),
  refreshToken: undefined,
  expiresAt: Date.now() + 14_400_000,
});
const start = (of = redis) => startVault(of.url, { limits: HURRIED });

/** Every kind of answer, on tokens and instances that nobody knows yet. */
async function works({ vault }: VaultProcess, name: string): Promise<void> {
  const active = activeToken(Date.now());
  expect(await vault.verdict(`token ${name}`, () => Promise.resolve(active), CACHED)).toBe(active);
  expect(await vault.verdict(`junk ${name}`, () => Promise.resolve({ active: false }), CACHED)).toEqual({
    active: false,
  });
  const unbound = accessToken(`unbound-${name}`);
  expect(await vault.unboundToken(INSTANCE_ID, `token ${name}`, () => Promise.resolve(issued(unbound)))).toBe(unbound);
  vault.forgetInstance(INSTANCE_ID);
  const app = accessToken(`app-${name}`);
  expect(await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued(app)))).toBe(app);
}

/** Another process gets what this one asked for. */
async function shares(one: VaultProcess, other: VaultProcess, name: string): Promise<void> {
  await one.vault.verdict(name, () => Promise.resolve(activeToken(Date.now())), CACHED);
  await until(async () => (await other.tier.read({ kind: 'verdict', subject: name }))?.value !== undefined);
}

describe('the vault works on', () => {
  it('without Redis at its start, and shares as soon as there is one', async () => {
    await redis.stop();
    const [one, other] = [await start(), await start()];
    await works(one, 'absent');
    await redis.start();
    await until(() => one.connection.available && other.connection.available);
    await shares(one, other, 'there');
  });

  it('while Redis hangs at its start', async () => {
    redis.hang();
    const one = await start();
    await works(one, 'hung');
    redis.resume();
    await until(() => one.connection.available);
  });

  it('when Redis is killed, and shares again when it is back', async () => {
    const [one, other] = [await start(), await start()];
    await shares(one, other, 'before');
    await redis.stop();
    await works(one, 'killed');
    await redis.start();
    await until(() => one.connection.available && other.connection.available);
    await shares(one, other, 'after');
  });

  it('when Redis is flushed', async () => {
    const [one, other] = [await start(), await start()];
    await shares(one, other, 'before');
    await redis.with((client) => client.flushall());
    expect(one.vault.knownVerdict('before', CACHED)).toMatchObject({ active: true });
    await works(other, 'flushed');
    await shares(one, other, 'after');
  });

  it('when Redis can only be read', async () => {
    const one = await start();
    await redis.with((client) => client.replicaof('127.0.0.1', 9));
    await works(one, 'read-only');
    await redis.with((client) => client.replicaof('no', 'one'));
    await shares(one, await start(), 'writable');
  });

  it('when Redis takes a second for everything', async () => {
    const one = await start();
    await redis.with((client) => client.config('SET', 'busy-reply-threshold', '0'));
    void redis
      .with((client) =>
        client.eval('local t = redis.call("TIME") repeat local n = redis.call("TIME") until n[1] - t[1] > 1', 0),
      )
      .catch(() => undefined);
    await works(one, 'busy');
  });

  it('when Redis hangs, and shares again when it answers', async () => {
    const [one, other] = [await start(), await start()];
    await shares(one, other, 'before');
    redis.hang();
    await works(one, 'hung');
    await works(one, 'still-hung');
    redis.resume();
    await until(() => one.connection.available && other.connection.available);
    await shares(one, other, 'after');
  });
});

describe('a Redis that hangs', () => {
  it('is waited for by no request whose token nobody knows, but in the first moment, and then little', async () => {
    const { vault, connection } = await start();
    redis.hang();
    const waits: number[] = [];
    for (let index = 0; index < 200; index++) {
      const begun = performance.now();
      await vault.verdict(`token-${index}`, () => Promise.resolve(activeToken(Date.now())), CACHED);
      waits.push(performance.now() - begun);
    }
    expect(connection.available).toBe(false);
    // Those who asked before the connection gave up on it: 100 ms of 15 ms each. It would be all two hundred.
    expect(waits.filter((wait) => wait > 12).length).toBeLessThan(60);
  });

  it('is asked again by a ping, not by requests', async () => {
    const { connection } = await start();
    redis.hang();
    await connection.run((client) => client.get('key'));
    const command = jest.fn((client: { get(key: string): Promise<unknown> }) => client.get('key'));
    for (let index = 0; index < 10; index++) await connection.run(command);
    expect(command).not.toHaveBeenCalled();
    redis.resume();
    await until(() => connection.available);
    expect(await connection.run(command)).toBeNull();
  });

  it('does not hold up the end of the process', async () => {
    const { connection, tier } = await start();
    redis.hang();
    await tier.onApplicationShutdown();
    await connection.onApplicationShutdown();
  });
});

it('takes up no token that Wix refused from a Redis that could not drop it', async () => {
  const { vault, tier } = await start();
  await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
  await until(async () => (await tier.read({ kind: 'app-token', subject: INSTANCE_ID }))?.value !== undefined);
  await redis.with((client) => client.replicaof('127.0.0.1', 9));
  const replaced = (rejected: string, next: string) =>
    vault.appToken(INSTANCE_ID, () => Promise.resolve(issued(next)), accessToken(rejected));
  expect(await replaced('app-1', 'app-2')).toBe('app-2');
  expect(await replaced('app-2', 'app-3')).toBe('app-3');
});

describe('a lease', () => {
  it('is given back when the process ends', async () => {
    const [one, other] = [await start(), await start()];
    const asking = jest.fn(() => new Promise<IssuedToken>(() => undefined));
    Promise.resolve(one.vault.appToken(INSTANCE_ID, asking)).catch(() => undefined);
    await until(() => asking.mock.calls.length === 1);
    await one.tier.onApplicationShutdown();
    expect(
      await other.tier.lease({ kind: 'app-token', subject: INSTANCE_ID }, { lifeMs: 1000, longestMs: 1000 }),
    ).toEqual({
      release: expect.any(Function),
    });
  });

  it('is not given back by one whose time is over', async () => {
    const [one, other] = [await start(), await start()];
    const key = { kind: 'app-token', subject: 'x' } as const;
    const first = await one.tier.lease(key, { lifeMs: 50, longestMs: 0 });
    if (typeof first === 'string') throw new Error(first);
    await until(async () => typeof (await other.tier.lease(key, { lifeMs: 5000, longestMs: 5000 })) !== 'string');
    await first.release();
    expect(await one.tier.lease(key, { lifeMs: 1000, longestMs: 1000 })).toBe('taken');
  });
});

it('keeps everything it knows while Redis is away', async () => {
  const { vault } = await start();
  await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
  await redis.stop();
  expect(vault.appToken(INSTANCE_ID, never)).toBe('app-1');
});
