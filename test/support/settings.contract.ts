import request from 'supertest';
import type { AppConfig } from '../../src/config/app-config';
import { given } from './app-config';
import { type RunningGateway, startGateway } from './emulated-gateway';

const DEFAULTS = { title: 'My widget', theme: 'auto', accentColor: '#116dff', published: false };
const SAVED = { title: 'Opening hours', theme: 'dark', accentColor: '#A0b1c2', published: true };

/** The settings routes, on every engine. */
export function describeSettings(
  prepare: () => Promise<{ readonly database: AppConfig['database']; close(): Promise<void> }>,
): void {
  let prepared: Awaited<ReturnType<typeof prepare>>;
  let gateway: RunningGateway;
  let user: string;
  let visitor: string;

  beforeAll(async () => {
    prepared = await prepare();
    gateway = await startGateway(prepared.database);
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await prepared.close();
  });
  beforeEach(async () => {
    const instanceId = await gateway.install();
    user = await gateway.token(instanceId, 'USER');
    visitor = await gateway.token(instanceId, 'VISITOR');
  });

  const read = (token: string, ifNoneMatch?: string) => {
    const get = request(gateway.url).get('/v1/settings').set('Authorization', token);
    return ifNoneMatch === undefined ? get : get.set('If-None-Match', ifNoneMatch);
  };
  const save = (settings: object, ifMatch?: string, token = user) => {
    const put = request(gateway.url).put('/v1/settings').set('Authorization', token);
    return (ifMatch === undefined ? put : put.set('If-Match', ifMatch)).send(settings);
  };
  const etagOf = (response: { readonly headers: Record<string, string> }) => given(response.headers.etag);

  it('are the defaults until some are saved, with a strong ETag and never in a cache', async () => {
    const response = await read(visitor).expect(200, DEFAULTS);
    expect(etagOf(response)).toMatch(/^"[^"]+"$/);
    expect(response.headers['cache-control']).toBe('private, no-store');
  });

  it('are what was saved last, with another ETag after every save, even of the same', async () => {
    const first = await save(SAVED).expect(200, SAVED);
    const second = await save(SAVED).expect(200, SAVED);
    const seen = await read(visitor).expect(200, SAVED);
    expect(etagOf(seen)).toBe(etagOf(second));
    expect(
      new Set([etagOf(first), etagOf(second), etagOf(await read(await gateway.token(await gateway.install(), 'USER')))])
        .size,
    ).toBe(3);
  });

  it('belong to one instance', async () => {
    await save(SAVED).expect(200);
    await read(await gateway.token(await gateway.install(), 'USER')).expect(200, DEFAULTS);
  });

  it('are saved by Wix users only', async () => {
    for (const type of ['VISITOR', 'MEMBER'] as const) {
      const token = await gateway.token(await gateway.install(), type);
      const response = await save(SAVED, undefined, token).expect(403);
      expect(response.body).toMatchObject({ code: 'identity_not_allowed' });
      await read(token).expect(200, DEFAULTS);
    }
  });

  it('are not sent again to who has them (304)', async () => {
    for (const settings of [undefined, SAVED]) {
      if (settings !== undefined) await save(settings).expect(200);
      const etag = etagOf(await read(visitor));
      for (const field of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const response = await read(visitor, field).expect(304);
        expect(response.text).toBe('');
        expect(etagOf(response)).toBe(etag);
      }
      await read(visitor, '"other"').expect(200);
    }
  });

  describe('saved with If-Match', () => {
    it.each(['defaults', 'saved ones'])('succeed when it names the %s', async (kind) => {
      if (kind === 'saved ones') await save({ ...SAVED, title: 'before' }).expect(200);
      const etag = etagOf(await read(user));
      await save(SAVED, `"other", ${etag}`).expect(200, SAVED);
    });

    it.each(['*', ' * '])('succeed when it is %j', async (any) => {
      await save(SAVED, any).expect(200);
      await save(SAVED, any).expect(200);
    });

    it('are refused, and stay, when it is stale', async () => {
      const defaults = etagOf(await read(user));
      const first = etagOf(await save(SAVED).expect(200));
      const second = etagOf(await save(SAVED).expect(200));
      for (const stale of [defaults, first, `W/${second}`, '"other"', second.replaceAll('"', ''), '']) {
        const response = await save({ ...SAVED, title: 'lost' }, stale).expect(412);
        expect(response.body).toMatchObject({ code: 'precondition_failed', status: 412 });
      }
      expect(etagOf(await read(user).expect(200, SAVED))).toBe(second);
    });

    it.each(['defaults', 'saved ones'])('of several who read the same %s, one succeeds', async (kind) => {
      if (kind === 'saved ones') await save(SAVED).expect(200);
      const etag = etagOf(await read(user));
      const responses = await Promise.all(
        Array.from({ length: 12 }, (_, n) => save({ ...SAVED, title: `writer ${n}` }, etag)),
      );
      expect(responses.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(11).fill(412)]);
      const winner = responses.find(({ status }) => status === 200);
      await read(user).expect(200, winner?.body as object);
    });
  });

  it.each([
    ['a title of 120 characters', { title: 'x'.repeat(120) }],
    ['a title of 120 characters outside the basic plane', { title: '😀'.repeat(120) }],
    ['a title with quotes, spaces and lines', { title: ` '";\n--\\ ` }],
    ['the other themes', { theme: 'light' }],
  ])('take %s as it is', async (_, change) => {
    await save({ ...SAVED, ...change }).expect(200, { ...SAVED, ...change });
    await read(visitor).expect(200, { ...SAVED, ...change });
  });

  it.each<[string, object, string]>([
    ['no title', { title: undefined }, '/title'],
    ['an empty title', { title: '' }, '/title'],
    ['a title of 121 characters', { title: 'x'.repeat(121) }, '/title'],
    ['a title of 121 characters with selectors', { title: `${'x'.repeat(120)}\ufe0f` }, '/title'],
    ['a title with U+0000', { title: 'a\0b' }, '/title'],
    ['a title with half a pair', { title: 'a\ud800' }, '/title'],
    ['a title that is a list', { title: ['x'] }, '/title'],
    ['a title that is a number', { title: 5 }, '/title'],
    ['no theme', { theme: undefined }, '/theme'],
    ['an unknown theme', { theme: 'DARK' }, '/theme'],
    ['no colour', { accentColor: undefined }, '/accentColor'],
    ['a short colour', { accentColor: '#fff' }, '/accentColor'],
    ['a colour and more', { accentColor: '#ffffff\n' }, '/accentColor'],
    ['nothing about publishing', { published: undefined }, '/published'],
    ['publishing in words', { published: 'true' }, '/published'],
    ['an unknown field', { instanceId: 'x' }, '/instanceId'],
    ['a field that objects inherit', { constructor: 'x' }, '/constructor'],
  ])('refuse %s', async (_, change, pointer) => {
    const response = await save({ ...SAVED, ...change }).expect(400);
    expect(response.body).toMatchObject({ code: 'validation_failed', errors: [{ pointer }] });
    await read(visitor).expect(200, DEFAULTS);
  });

  it('500 concurrent requests of 50 instances never meet another', async () => {
    const instances = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const instanceId = await gateway.install();
        const token = await gateway.token(instanceId, 'USER');
        return { instanceId, token };
      }),
    );
    const call = async ({ instanceId, token }: (typeof instances)[number], settings?: object) => {
      const response = await fetch(`${gateway.url}/v1/settings`, {
        headers: { authorization: token, 'content-type': 'application/json' },
        ...(settings && { method: 'PUT', body: JSON.stringify(settings) }),
      });
      return `${response.status} ${((await response.json()) as { title?: string }).title === instanceId ? 'own' : 'foreign'}`;
    };
    await Promise.all(instances.map((instance) => call(instance, { ...SAVED, title: instance.instanceId })));
    const seen = await Promise.all(
      Array.from({ length: 500 }, async (_, n) => {
        const instance = given(instances[n % instances.length]);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
        return call(instance, n % 3 === 0 ? { ...SAVED, title: instance.instanceId } : undefined);
      }),
    );
    // A loaded machine may keep some waiting for longer than the gateway lets them.
    expect(seen.filter((answer) => answer !== '200 own' && !answer.startsWith('503 '))).toEqual([]);
    expect(seen).toContain('200 own');
  }, 30_000);
}
