import type { AccessToken } from '../../../src/wix/access-token';
import type { IssuedToken } from '../../../src/wix/issued-token';
import { NoSharedTier, type SharedTier } from '../../../src/cache/shared-tier';
import { deferred } from '../../support/deferred';
import { ManualClock } from '../../support/manual.clock';
import { tokenVault } from '../../support/token-vaults';
import { accessToken, INSTANCE_ID, OTHER_INSTANCE_ID } from '../../support/verdicts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const never = () => Promise.reject(new Error('nobody should have asked'));
const settled = () => new Promise((resolve) => setImmediate(resolve));

function given() {
  const clock = new ManualClock();
  const vault = tokenVault(clock);
  const issued = (name: string, lifeMs = 4 * HOUR): IssuedToken => ({
    accessToken: accessToken(name),
    refreshToken: undefined,
    expiresAt: clock.now() + lifeMs,
  });
  const issuing = (name: string, lifeMs?: number) => jest.fn(() => Promise.resolve(issued(name, lifeMs)));
  const get = (issue: () => Promise<IssuedToken> = never, rejected?: AccessToken) =>
    vault.appToken(INSTANCE_ID, issue, rejected);
  return { clock, vault, issued, issuing, get };
}

describe('an app token from 80 % of its life on', () => {
  it('is renewed by a use that does not wait for it', async () => {
    const { clock, get, issued, issuing } = given();
    await get(issuing('app-1'));
    clock.advance(0.8 * 4 * HOUR - 1);
    expect(get()).toBe('app-1');
    clock.advance(1);
    const answer = deferred<IssuedToken>();
    const issue = jest.fn(() => answer.promise);
    expect([get(issue), get(issue), get(issue)]).toEqual(['app-1', 'app-1', 'app-1']);
    answer.resolve(issued('app-2'));
    await settled();
    expect(get()).toBe('app-2');
    expect(issue).toHaveBeenCalledTimes(1);
  });

  it('serves on when that fails, which nobody hears of, and tries again after longer and longer pauses', async () => {
    const { clock, get, issuing } = given();
    await get(issuing('app-1'));
    clock.advance(0.8 * 4 * HOUR);
    const fail = jest.fn(() => Promise.reject(new Error('down')));
    let tries = 0;
    for (let second = 0; second < 300; second++) {
      expect(get(fail)).toBe('app-1');
      await settled();
      if (second === 10) tries = fail.mock.calls.length;
      clock.advance(1000);
    }
    expect(tries).toBeLessThanOrEqual(5);
    expect(fail.mock.calls.length).toBeGreaterThan(tries);
    expect(fail.mock.calls.length).toBeLessThanOrEqual(13);
    clock.advance(MINUTE);
    void get(issuing('app-2'));
    await settled();
    expect(get()).toBe('app-2');
  });

  it('is not waited for by those who ask after its instance was forgotten', async () => {
    const { vault, get, issuing } = given();
    void get(() => new Promise(() => undefined));
    vault.forgetInstance(INSTANCE_ID);
    expect(await get(issuing('app-2'))).toBe('app-2');
  });

  it('is renewed only when it is used', async () => {
    const { clock, get, issuing } = given();
    const issue = issuing('app-1');
    await get(issue);
    clock.advance(0.9 * 4 * HOUR);
    await settled();
    expect(issue).toHaveBeenCalledTimes(1);
  });

  it('does not come back when its instance is forgotten while it is renewed', async () => {
    const { clock, vault, get, issued, issuing } = given();
    await get(issuing('app-1'));
    clock.advance(0.8 * 4 * HOUR);
    const answer = deferred<IssuedToken>();
    void get(() => answer.promise);
    vault.forgetInstance(INSTANCE_ID);
    answer.resolve(issued('app-2'));
    await settled();
    expect(await get(issuing('app-3'))).toBe('app-3');
  });
});

describe('an app token near its end', () => {
  it('is not handed out in its last minute, whatever became of its renewal', async () => {
    const { clock, get, issuing } = given();
    await get(issuing('app-1'));
    clock.advance(4 * HOUR - MINUTE);
    await expect(get(() => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await get(issuing('app-2'))).toBe('app-2');
  });

  it('that lives less than five minutes is handed out for four fifths of its life', async () => {
    const { clock, get, issuing } = given();
    await get(issuing('app-1', MINUTE));
    clock.advance(0.8 * MINUTE - 1);
    expect(get(() => new Promise(() => undefined))).toBe('app-1');
    clock.advance(1);
    expect(await get(issuing('app-2'))).toBe('app-2');
  });

  it('that was asked for before the time was set back lives no longer for it', async () => {
    const { clock, get, issued, issuing } = given();
    const answer = deferred<IssuedToken>();
    const first = get(() => answer.promise);
    const token = issued('app-1');
    clock.advance(-HOUR);
    answer.resolve(token);
    await first;
    clock.advance(4 * HOUR - MINUTE);
    expect(await get(issuing('app-2'))).toBe('app-2');
  });

  it('that is over when it comes is given to those who wait and not kept', async () => {
    const { get, issuing } = given();
    expect(await get(issuing('app-1', 0))).toBe('app-1');
    expect(await get(issuing('app-2'))).toBe('app-2');
  });
});

describe('an app token that Wix refused', () => {
  const refused = accessToken('app-1');

  it('is replaced once for all who saw it refused, and by no flight that began before', async () => {
    const { get, issued } = given();
    const old = deferred<IssuedToken>();
    const before = get(() => old.promise);
    const next = deferred<IssuedToken>();
    const issue = jest.fn(() => next.promise);
    const after = [get(issue, refused), get(issue, refused), get(never)];
    old.resolve(issued('app-1'));
    expect(await before).toBe('app-1');
    next.resolve(issued('app-2'));
    expect(await Promise.all(after.map(async (token) => token))).toEqual(['app-2', 'app-2', 'app-2']);
    expect(issue).toHaveBeenCalledTimes(1);
    expect(get()).toBe('app-2');
  });

  it('is not put back by a flight that began before and comes later', async () => {
    const { get, issued, issuing } = given();
    const old = deferred<IssuedToken>();
    const before = get(() => old.promise);
    await get(issuing('app-2'), refused);
    old.resolve(issued('app-1'));
    await before;
    expect(get()).toBe('app-2');
  });

  it('is replaced once also when the first try failed, for those who learn of the refusal only then', async () => {
    const { get, issued } = given();
    await expect(get(() => Promise.reject(new Error('busy')), refused)).rejects.toThrow('busy');
    const answer = deferred<IssuedToken>();
    const next = get(() => answer.promise);
    const late = get(never, refused);
    answer.resolve(issued('app-2'));
    expect(await Promise.all([next, late])).toEqual(['app-2', 'app-2']);
    expect(get()).toBe('app-2');
  });

  it('is replaced once with the one that came after it and was refused as well', async () => {
    const { get, issued, issuing } = given();
    await get(issuing('app-1'));
    await get(issuing('app-2'), refused);
    const answer = deferred<IssuedToken>();
    const issue = jest.fn(() => answer.promise);
    const all = Array.from({ length: 40 }, (_, index) => get(issue, accessToken(index % 2 === 0 ? 'app-2' : 'app-1')));
    answer.resolve(issued('app-3'));
    expect(new Set(await Promise.all(all))).toEqual(new Set(['app-3']));
    expect(issue).toHaveBeenCalledTimes(1);
  });

  it('is dropped alone: one that came meanwhile stays', async () => {
    const { get, issuing } = given();
    await get(issuing('app-2'));
    expect(get(never, refused)).toBe('app-2');
  });

  it('can be refused again after a failed replacement, which is not remembered', async () => {
    const { get, issuing } = given();
    await get(issuing('app-1'));
    await expect(get(() => Promise.reject(new Error('down')), refused)).rejects.toThrow('down');
    expect(await get(issuing('app-2'), refused)).toBe('app-2');
  });
});

describe('an app token that Wix refused, in a tier that can only be read,', () => {
  it('is never taken again, not even after the one that took its place was refused too', async () => {
    const { clock, issued, issuing } = given();
    const value = { ...issued('app-1'), issuedAt: clock.now() };
    const tier: SharedTier = new NoSharedTier();
    jest.spyOn(tier, 'read').mockImplementation(() => Promise.resolve({ value, ageMs: 0, moment: 1 }));
    const vault = tokenVault(clock, { tier });
    expect(await vault.appToken(INSTANCE_ID, never)).toBe('app-1');
    expect(await vault.appToken(INSTANCE_ID, issuing('app-2'), accessToken('app-1'))).toBe('app-2');
    expect(await vault.appToken(INSTANCE_ID, issuing('app-3'), accessToken('app-2'))).toBe('app-3');
  });
});

describe('an unbound token', () => {
  it('is not renewed: it ends with the token that it stands for', async () => {
    const { vault, clock, issuing } = given();
    await vault.unboundToken(INSTANCE_ID, 'caller', issuing('unbound-1'));
    clock.advance(4 * HOUR - MINUTE - 1);
    const issue = issuing('unbound-2');
    expect(vault.unboundToken(INSTANCE_ID, 'caller', issue)).toBe('unbound-1');
    expect(issue).not.toHaveBeenCalled();
  });

  it('is forgotten with its instance, and with no other', async () => {
    const { vault, issuing } = given();
    await vault.unboundToken(INSTANCE_ID, 'caller', issuing('unbound-1'));
    await vault.unboundToken(OTHER_INSTANCE_ID, 'other', issuing('unbound-other'));
    vault.forgetInstance(INSTANCE_ID);
    expect(await vault.unboundToken(INSTANCE_ID, 'caller', issuing('unbound-2'))).toBe('unbound-2');
    expect(vault.unboundToken(OTHER_INSTANCE_ID, 'other', never)).toBe('unbound-other');
  });

  it('that was asked for before its instance was forgotten is not kept', async () => {
    const { vault, issued, issuing } = given();
    const answer = deferred<IssuedToken>();
    const waiting = vault.unboundToken(INSTANCE_ID, 'caller', () => answer.promise);
    vault.forgetInstance(INSTANCE_ID);
    answer.resolve(issued('unbound-1'));
    await waiting;
    expect(await vault.unboundToken(INSTANCE_ID, 'caller', issuing('unbound-2'))).toBe('unbound-2');
  });
});
