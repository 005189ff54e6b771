import type { TokenInfo } from '../../../src/wix/token-info';
import { deferred } from '../../support/deferred';
import { ManualClock } from '../../support/manual.clock';
import { tokenVault } from '../../support/token-vaults';
import { accessToken, activeToken, INSTANCE_ID, OTHER_INSTANCE_ID } from '../../support/verdicts';

const CACHED = { fresh: false, stale: 'refused' } as const;
const FRESH = { fresh: true, stale: 'refused' } as const;
const HOUR = 3_600_000;

function given() {
  const clock = new ManualClock();
  const vault = tokenVault(clock);
  const active = activeToken(clock.now());
  const ask = jest.fn((): Promise<TokenInfo> => Promise.resolve(active));
  const issued = (name: string, lifeMs = 4 * HOUR) => ({
    accessToken: accessToken(name),
    refreshToken: undefined,
    expiresAt: clock.now() + lifeMs,
  });
  return { clock, vault, active, ask, issued };
}

describe('TieredTokenVault, verdicts', () => {
  it('answers a known verdict as a value, without asking', async () => {
    const { vault, ask, active } = given();
    await vault.verdict('token', ask, CACHED);
    expect(vault.verdict('token', ask, CACHED)).toBe(active);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('asks once for a thousand who wait for the same token', async () => {
    const { vault, active } = given();
    const answer = deferred<TokenInfo>();
    const ask = jest.fn(() => answer.promise);
    const waiting = Array.from({ length: 1000 }, async () => vault.verdict('token', ask, CACHED));
    answer.resolve(active);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([active]));
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('keeps tokens apart that differ in one character', async () => {
    const { vault, ask, active } = given();
    await vault.verdict('token-a', ask, CACHED);
    const other = { ...active, subjectId: 'visitor-2' };
    expect(await vault.verdict('token-b', () => Promise.resolve(other), CACHED)).toBe(other);
    expect(vault.knownVerdict('token-a', CACHED)).toBe(active);
  });

  it('asks again after its time to live, counted from the question', async () => {
    const { vault, clock, active } = given();
    const answer = deferred<TokenInfo>();
    const pending = vault.verdict('token', () => answer.promise, CACHED);
    clock.advance(50_000);
    answer.resolve(active);
    await pending;
    clock.advance(9_999);
    expect(vault.knownVerdict('token', CACHED)).toBe(active);
    clock.advance(1);
    expect(vault.knownVerdict('token', CACHED)).toBeUndefined();
  });

  it("never keeps a verdict past the token's own end", async () => {
    const { vault, clock } = given();
    const short = activeToken(clock.now(), { expiresAt: clock.now() + 5000 });
    await vault.verdict('token', () => Promise.resolve(short), CACHED);
    clock.advance(5000);
    expect(vault.knownVerdict('token', CACHED)).toBeUndefined();
  });

  it('remembers a refusal for its own short time', async () => {
    const { vault, clock } = given();
    const refuse = jest.fn((): Promise<TokenInfo> => Promise.resolve({ active: false }));
    await vault.verdict('junk', refuse, CACHED);
    expect(vault.verdict('junk', refuse, CACHED)).toEqual({ active: false });
    clock.advance(10_000);
    await vault.verdict('junk', refuse, CACHED);
    expect(refuse).toHaveBeenCalledTimes(2);
  });

  it('never remembers a failure', async () => {
    const { vault, ask, active } = given();
    await expect(vault.verdict('token', () => Promise.reject(new Error('down')), CACHED)).rejects.toThrow('down');
    expect(await vault.verdict('token', ask, CACHED)).toBe(active);
  });

  it('lets no amount of junk push a good verdict out', async () => {
    const { vault, ask, active } = given();
    await vault.verdict('token', ask, CACHED);
    const refuse = () => Promise.resolve({ active: false } as const);
    for (let index = 0; index < 30_000; index++) await vault.verdict(`junk-${index}`, refuse, CACHED);
    expect(vault.knownVerdict('token', CACHED)).toBe(active);
  });

  it('asks every time for a fresh verdict, and keeps the answer', async () => {
    const { vault, ask } = given();
    await vault.verdict('token', ask, CACHED);
    const refuse = () => Promise.resolve({ active: false } as const);
    expect(await vault.verdict('token', refuse, FRESH)).toEqual({ active: false });
    expect(vault.knownVerdict('token', CACHED)).toEqual({ active: false });
  });
});

describe('TieredTokenVault, app tokens', () => {
  it('issues once for all who wait, and keeps the token', async () => {
    const { vault, issued } = given();
    const issue = jest.fn(() => Promise.resolve(issued('app-1')));
    const waiting = Array.from({ length: 100 }, async () => vault.appToken(INSTANCE_ID, issue));
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['app-1']));
    expect(vault.appToken(INSTANCE_ID, issue)).toBe('app-1');
    expect(issue).toHaveBeenCalledTimes(1);
  });

  it('never gives the token of another instance', async () => {
    const { vault, issued } = given();
    await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
    expect(await vault.appToken(OTHER_INSTANCE_ID, () => Promise.resolve(issued('app-2')))).toBe('app-2');
    expect(await vault.appToken(INSTANCE_ID, () => Promise.reject(new Error('unexpected')))).toBe('app-1');
  });

  it('does not hand a token out in its last minute', async () => {
    const { vault, clock, issued } = given();
    await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1', HOUR)));
    clock.advance(HOUR - 60_001);
    expect(vault.appToken(INSTANCE_ID, () => Promise.reject(new Error('too early')))).toBe('app-1');
    clock.advance(1);
    expect(await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-2')))).toBe('app-2');
  });

  it('drops only the token that was refused, and issues one for all who saw it refused', async () => {
    const { vault, issued } = given();
    await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
    const issue = jest.fn(() => Promise.resolve(issued('app-2')));
    const waiting = Array.from({ length: 50 }, async () => vault.appToken(INSTANCE_ID, issue, accessToken('app-1')));
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['app-2']));
    expect(await vault.appToken(INSTANCE_ID, issue, accessToken('app-1'))).toBe('app-2');
    expect(issue).toHaveBeenCalledTimes(1);
  });

  it('forgets an instance: its app token and the verdicts of its callers, and nothing else', async () => {
    const { vault, clock, ask, issued } = given();
    await vault.verdict('token', ask, CACHED);
    const other = activeToken(clock.now(), { instanceId: OTHER_INSTANCE_ID });
    await vault.verdict('other', () => Promise.resolve(other), CACHED);
    await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
    vault.forgetInstance(INSTANCE_ID);
    expect(vault.knownVerdict('token', CACHED)).toBeUndefined();
    expect(vault.knownVerdict('other', CACHED)).toBe(other);
    expect(await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-2')))).toBe('app-2');
  });

  it('forgets instances here: all of them, and nothing of others', async () => {
    const { vault, clock, ask, issued } = given();
    await vault.verdict('token', ask, CACHED);
    const other = activeToken(clock.now(), { instanceId: OTHER_INSTANCE_ID });
    await vault.verdict('other', () => Promise.resolve(other), CACHED);
    await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
    vault.forgetHere(new Set([INSTANCE_ID]));
    expect([vault.remembers('token'), vault.remembers('other')]).toEqual([false, true]);
    expect(await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-2')))).toBe('app-2');
  });

  it('drops the tokens of an instance, of its callers too; not its verdicts, nor what is others', async () => {
    const { vault, ask, issued } = given();
    await vault.verdict('token', ask, CACHED);
    await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-1')));
    await vault.unboundToken(INSTANCE_ID, 'token', () => Promise.resolve(issued('unbound-1')));
    await vault.appToken(OTHER_INSTANCE_ID, () => Promise.resolve(issued('other')));
    vault.dropTokens(new Set([INSTANCE_ID]));
    expect(vault.remembers('token')).toBe(true);
    expect(await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-2')))).toBe('app-2');
    const unbound = () => Promise.resolve(issued('unbound-2'));
    expect(await vault.unboundToken(INSTANCE_ID, 'token', unbound)).toBe('unbound-2');
    expect(vault.appToken(OTHER_INSTANCE_ID, () => Promise.reject(new Error('unexpected')))).toBe('other');
  });

  it('keeps no token that was asked for before it was dropped', async () => {
    const { vault, issued } = given();
    const answer = deferred<ReturnType<typeof issued>>();
    const asked = vault.appToken(INSTANCE_ID, () => answer.promise);
    vault.dropTokens(new Set([INSTANCE_ID]));
    answer.resolve(issued('app-1'));
    await asked;
    expect(await vault.appToken(INSTANCE_ID, () => Promise.resolve(issued('app-2')))).toBe('app-2');
  });

  it('keeps the unbound tokens of two callers apart', async () => {
    const { vault, issued } = given();
    await vault.unboundToken(INSTANCE_ID, 'token-a', () => Promise.resolve(issued('unbound-a')));
    await vault.unboundToken(INSTANCE_ID, 'token-b', () => Promise.resolve(issued('unbound-b')));
    const never = () => Promise.reject(new Error('unexpected'));
    expect([
      vault.unboundToken(INSTANCE_ID, 'token-a', never),
      vault.unboundToken(INSTANCE_ID, 'token-b', never),
    ]).toEqual(['unbound-a', 'unbound-b']);
  });
});
