import { createHmac } from 'node:crypto';
import { SignedInstanceAuthenticator } from '../../../src/auth/signed-instance.authenticator';
import { VerdictReader } from '../../../src/auth/verdict.reader';
import { Secret } from '../../../src/config/secret';
import type { TokenInfoClient } from '../../../src/wix/token-info.client';
import { APP_ID, APP_SECRET, testConfig } from '../../support/app-config';
import { ManualClock } from '../../support/manual.clock';
import { tokenVault } from '../../support/token-vaults';
import { activeToken, INSTANCE_ID } from '../../support/verdicts';

const HOUR = 3_600_000;
const OPTIONS = { fresh: false, stale: 'refused' as const, beforeAsking: () => true as const };

function signed(claims: object, secret = APP_SECRET): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${createHmac('sha256', secret).update(payload).digest('base64url')}.${payload}`;
}

function given(mode: 'remote' | 'hmac') {
  const clock = new ManualClock();
  const ask = jest.fn(() => Promise.resolve(activeToken(clock.now(), { subjectType: 'USER', subjectId: 'user-1' })));
  const secrets = [new Secret(APP_SECRET), new Secret('previous-secret')] as const;
  const config = testConfig({
    app: { id: APP_ID, secrets, publicKeys: [] },
    instanceParameter: { mode, maxAgeMs: 24 * HOUR },
  });
  const client = { ask } as unknown as TokenInfoClient;
  const reader = new VerdictReader(config, clock, client, tokenVault(clock, { config }));
  const authenticator = new SignedInstanceAuthenticator(config, clock, reader);
  const at = (ms: number) => new Date(clock.now() + ms).toISOString();
  const claims = {
    instanceId: INSTANCE_ID,
    appDefId: APP_ID,
    signDate: at(-HOUR),
    uid: 'user-1',
    permissions: 'OWNER',
    expirationDate: at(3 * HOUR),
    lpai: null,
  };
  return { clock, ask, at, claims, read: async (value: string) => authenticator.authenticate(value, OPTIONS) };
}

describe('a signed instance value, verified with the app secret', () => {
  it('becomes the context of the request without a Wix call', async () => {
    const { read, claims, clock, ask } = given('hmac');
    expect(await read(signed(claims))).toEqual({
      appId: APP_ID,
      instanceId: INSTANCE_ID,
      siteId: undefined,
      identity: { type: 'USER', id: 'user-1' },
      expiresAt: clock.now() + 3 * HOUR,
    });
    expect(ask).not.toHaveBeenCalled();
  });

  it('is taken under the previous secret too', async () => {
    const { read, claims } = given('hmac');
    expect((await read(signed(claims, 'previous-secret'))).instanceId).toBe(INSTANCE_ID);
  });

  it.each([
    ['an anonymous visitor', { aid: 'visitor-1', uid: undefined, permissions: '' }, 'VISITOR', 'visitor-1'],
    ['a visitor, although a user is named too', { aid: 'visitor-1' }, 'VISITOR', 'visitor-1'],
    ['a member', { uid: undefined, permissions: '', siteMemberId: 'member-1' }, 'MEMBER', 'member-1'],
    ['no Wix user without OWNER', { permissions: '' }, 'VISITOR', 'user-1'],
    ['a visitor without a name', { uid: undefined, permissions: null }, 'VISITOR', INSTANCE_ID],
  ])('speaks for %s', async (_, changes, type, id) => {
    const { read, claims } = given('hmac');
    expect((await read(signed({ ...claims, ...changes }))).identity).toEqual({ type, id });
  });

  it('is refused with a foreign signature, a changed payload, or none', async () => {
    const { read, claims } = given('hmac');
    const good = signed(claims);
    const [signature = '', payload = ''] = good.split('.');
    const other = Buffer.from(JSON.stringify({ ...claims, uid: 'user-2' })).toString('base64url');
    for (const bad of [
      signed(claims, 'foreign'),
      `${signature}.${other}`,
      `${'A'.repeat(43)}.${payload}`,
      `.${payload}`,
    ]) {
      await expect(read(bad)).rejects.toMatchObject({ code: 'invalid_token' });
    }
  });
});

describe.each(['remote', 'hmac'] as const)('a signed instance value in %s mode', (mode) => {
  it.each([
    ['older than a day', { signDate: -24 * HOUR - 1 }],
    ['from the future', { signDate: 6 * 60_000 }],
  ])('is refused when it is %s', async (_, { signDate }) => {
    const { read, claims, at, ask } = given(mode);
    const value = signed({ ...claims, signDate: at(signDate), expirationDate: undefined });
    await expect(read(value)).rejects.toMatchObject({ code: 'invalid_token' });
    expect(ask).not.toHaveBeenCalled();
  });

  it('is refused when its payload is no claims', async () => {
    const { read } = given(mode);
    for (const payload of ['{"instanceId":1}', '{"', '[]']) {
      const value = `${'A'.repeat(43)}.${Buffer.from(payload).toString('base64url')}`;
      await expect(read(value)).rejects.toMatchObject({ code: 'invalid_token' });
    }
  });
});

describe('a signed instance value, verified with the app secret, is refused', () => {
  it.each([
    ['for another app', { appDefId: '99999999-9999-4999-8999-999999999999' }],
    ['without a sound instance', { instanceId: 'mine' }],
  ])('%s', async (_, changes) => {
    const { read, claims } = given('hmac');
    await expect(read(signed({ ...claims, ...changes }))).rejects.toMatchObject({ code: 'invalid_token' });
  });

  it('past its expiration date', async () => {
    const { read, claims, clock } = given('hmac');
    clock.advance(3 * HOUR);
    await expect(read(signed(claims))).rejects.toMatchObject({ code: 'invalid_token' });
  });
});

describe('a signed instance value, verified by Token Info', () => {
  it('is what Token Info says, once', async () => {
    const { read, claims, ask } = given('remote');
    const value = signed(claims, 'a secret that only Wix knows');
    await read(value);
    expect((await read(value)).identity).toEqual({ type: 'USER', id: 'user-1' });
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('speaks for no more than its own claims, whatever Token Info makes of them', async () => {
    const { read, claims, ask } = given('remote');
    for (const [changes, identity] of [
      [{ aid: 'visitor-1' }, { type: 'VISITOR', id: 'visitor-1' }],
      [{ permissions: '' }, { type: 'VISITOR', id: 'user-1' }],
      [
        { uid: undefined, siteMemberId: 'member-1' },
        { type: 'MEMBER', id: 'member-1' },
      ],
      [{ uid: undefined }, { type: 'VISITOR', id: INSTANCE_ID }],
    ] as const) {
      const value = signed({ ...claims, ...changes });
      expect((await read(value)).identity).toEqual(identity);
      expect((await read(value)).identity).toEqual(identity);
    }
    expect(ask).toHaveBeenCalledTimes(4);
  });

  it('speaks for a visitor when Token Info says so and the claims name nobody', async () => {
    const { read, claims, clock, ask } = given('remote');
    ask.mockResolvedValue(activeToken(clock.now()));
    const value = signed({ ...claims, uid: undefined });
    expect((await read(value)).identity).toEqual({ type: 'VISITOR', id: 'visitor-1' });
  });
});
