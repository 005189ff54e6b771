import type { Redis } from 'ioredis';
import { Secret } from '../../../src/config/secret';
import type { IssuedToken } from '../../../src/wix/issued-token';
import { APP_ID, APP_SECRET, testConfig } from '../../support/app-config';
import { RedisServer } from '../../support/redis.server';
import { until } from '../../support/until';
import { accessToken, activeToken, INSTANCE_ID, OTHER_INSTANCE_ID, SITE_ID } from '../../support/verdicts';
import { startVault, stopVaults } from './vaults';

const CACHED = { fresh: false, stale: 'refused' } as const;
const KEY = { kind: 'app-token', subject: INSTANCE_ID } as const;
const OTHER_KEY = { kind: 'app-token', subject: OTHER_INSTANCE_ID } as const;

let redis: RedisServer;
beforeAll(async () => (redis = await RedisServer.start()));
afterEach(async () => {
  await stopVaults();
  await redis.with((client) => client.flushall());
});
afterAll(() => redis.stop());

const issued = (name: string): IssuedToken => ({
  accessToken: accessToken(name),
  refreshToken: undefined,
  expiresAt: Date.now() + 14_400_000,
});

const withSecrets = (...[first = '', ...more]: readonly string[]) =>
  testConfig({
    app: { id: APP_ID, secrets: [new Secret(first), ...more.map((one) => new Secret(one))], publicKeys: [] },
  });

const appTokenNames = (client: Redis) => client.keys('liftgate:app-token:*');

async function onlyName(client: Redis): Promise<string> {
  const [name, ...more] = await appTokenNames(client);
  if (name === undefined || more.length > 0) throw new Error('one app token was expected in Redis');
  return name;
}

/** Every name and value in Redis, as the bytes they are. */
async function everything(client: Redis): Promise<string> {
  const names = await client.keys('*');
  const values = await Promise.all(
    names.map(async (name) =>
      (await client.type(name)) === 'list'
        ? Buffer.concat(await client.lrangeBuffer(name, 0, -1))
        : await client.getBuffer(name),
    ),
  );
  return [...names, ...values.map((value) => value?.toString('latin1'))].join('\n');
}

describe('whoever reads Redis', () => {
  it('finds no token, no id, no secret and no address', async () => {
    const { vault } = await startVault(redis.url);
    const heard: string[] = [];
    await redis.with(async (listener) => {
      await listener.psubscribe('*');
      listener.on('pmessage', (_: string, channel: string, message: string) => heard.push(channel, message));
      const member = activeToken(Date.now(), { subjectType: 'MEMBER', subjectId: 'someone@example.com' });
      await vault.verdict('OauthNG.JWS.caller', () => Promise.resolve(member), CACHED);
      await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('OauthNG.JWS.app')));
      await vault.unboundToken(INSTANCE_ID, 'OauthNG.JWS.caller', () => Promise.resolve(issued('OauthNG.JWS.unbound')));
      vault.forgetInstance(OTHER_INSTANCE_ID);
      await until(() => heard.length > 0);
    });
    const found = await redis.with(async (client) => {
      await until(async () => (await client.dbsize()) >= 5);
      return everything(client);
    });
    expect(found).toMatch(/liftgate:verdict:/);
    const secrets = [INSTANCE_ID, OTHER_INSTANCE_ID, SITE_ID, APP_ID, APP_SECRET];
    for (const word of [...secrets, 'OauthNG', 'someone@example.com', 'MEMBER', 'active', 'accessToken']) {
      expect(found).not.toContain(word);
      expect(heard.join('\n')).not.toContain(word);
    }
  });
});

describe('whoever writes in Redis', () => {
  it('can change no byte without the value being worth nothing', async () => {
    const { vault, tier } = await startVault(redis.url);
    await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
    await redis.with(async (client) => {
      const name = await onlyName(client);
      const sealed = await client.getBuffer(name);
      if (sealed === null) throw new Error('nothing there');
      expect((await tier.read(KEY))?.value).toMatchObject({ accessToken: 'app-1' });
      for (let index = 0; index < sealed.length; index++) {
        const changed = Buffer.from(sealed);
        changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
        await client.set(name, changed);
        const reading = await tier.read(KEY);
        expect(reading).toBeDefined();
        expect(reading?.value).toBeUndefined();
      }
      for (const other of [
        Buffer.alloc(0),
        sealed.subarray(0, 27),
        sealed.subarray(0, -1),
        Buffer.concat([sealed, sealed]),
      ]) {
        await client.set(name, other);
        expect((await tier.read(KEY))?.value).toBeUndefined();
      }
    });
  });

  it("can't give one instance the token of another by moving it", async () => {
    const { vault, tier } = await startVault(redis.url);
    await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
    await redis.with(async (client) => {
      const first = await onlyName(client);
      await vault.appToken(OTHER_INSTANCE_ID, () => Promise.resolve(issued('app-2')));
      const second = (await appTokenNames(client)).find((name) => name !== first);
      if (second === undefined) throw new Error('nothing there');
      await client.copy(first, second, 'REPLACE');
    });
    expect((await tier.read(OTHER_KEY))?.value).toBeUndefined();
    const another = await startVault(redis.url);
    expect(await another.vault.appToken(OTHER_INSTANCE_ID, () => Promise.resolve(issued('app-3')))).toBe('app-3');
  });

  it("can't make it live longer", async () => {
    const { vault, tier } = await startVault(redis.url);
    const short = { ...issued('app-1'), expiresAt: Date.now() + 500 };
    await vault.appToken(INSTANCE_ID, () => Promise.resolve(short));
    await redis.with(async (client) => client.persist(await onlyName(client)));
    await until(() => Date.now() >= short.expiresAt);
    expect((await tier.read(KEY))?.value).toBeUndefined();
  });

  it("can't keep it from counting by what does not fit", async () => {
    const { vault } = await startVault(redis.url);
    await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
    await redis.with(async (client) => {
      const name = await onlyName(client);
      await client.del(name);
      await client.lpush(name, 'a list');
    });
    const another = await startVault(redis.url);
    expect(await another.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-2')))).toBe('app-2');
  });
});

describe('a rotation of the app secret', () => {
  it('keeps what the previous secret wrote, and writes with the current', async () => {
    const before = await startVault(redis.url, { config: withSecrets('old') });
    const during = await startVault(redis.url, { config: withSecrets('new', 'old') });
    const after = await startVault(redis.url, { config: withSecrets('new') });
    const never = () => Promise.reject(new Error('nobody should have asked'));
    await before.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
    expect(await during.vault.appToken(INSTANCE_ID, never)).toBe('app-1');
    await during.vault.appToken(OTHER_INSTANCE_ID, () => Promise.resolve(issued('app-2')));
    expect(await after.vault.appToken(OTHER_INSTANCE_ID, never)).toBe('app-2');
    expect(await after.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-3')))).toBe('app-3');
  });

  it('reaches processes with either secret when an instance is forgotten', async () => {
    const old = await startVault(redis.url, { config: withSecrets('old') });
    const both = await startVault(redis.url, { config: withSecrets('new', 'old') });
    for (const [one, other] of [
      [old, both],
      [both, old],
    ] as const) {
      const again = jest.fn(() => Promise.resolve(issued('app-2')));
      await other.vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
      one.vault.forgetInstance(INSTANCE_ID);
      await until(async () => (await other.vault.appToken(INSTANCE_ID, again)) === 'app-2');
    }
  });
});
