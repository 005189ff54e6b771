import type { VerdictOptions } from '../../../src/auth/token-vault';
import { CodedError } from '../../../src/errors/coded.error';
import type { TokenInfo } from '../../../src/wix/token-info';
import { testConfig } from '../../support/app-config';
import { deferred } from '../../support/deferred';
import { ManualClock } from '../../support/manual.clock';
import { RecordingTelemetry } from '../../support/recording.telemetry';
import { tokenVault } from '../../support/token-vaults';
import { activeToken } from '../../support/verdicts';

const TTL = 60_000;
const STALE = 300_000;
const REFUSED = { active: false } as const;

function given({ ttlMs = TTL, staleMs = STALE, lifeMs = 14_400_000 } = {}) {
  const clock = new ManualClock();
  const vault = tokenVault(clock, { config: testConfig({ verdicts: { ttlMs, negativeTtlMs: 10_000, staleMs } }) });
  const active = activeToken(clock.now(), { expiresAt: clock.now() + lifeMs });
  const servedStale = jest.fn();
  const ask = jest.fn((): Promise<TokenInfo> => Promise.resolve(active));
  const down = jest.fn((): Promise<TokenInfo> => {
    return Promise.reject(new CodedError('token_info_unavailable', 'Wix is down.'));
  });
  const allowed: VerdictOptions = { fresh: false, stale: 'allowed', servedStale };
  const get = async (how = down, options = allowed) => vault.verdict('token', how, options);
  return { clock, vault, active, ask, down, allowed, servedStale, get };
}

const REFUSING: VerdictOptions = { fresh: false, stale: 'refused' };
const FRESH: VerdictOptions = { fresh: true, stale: 'refused' };
const isDown = { code: 'token_info_unavailable' };

describe('while Token Info is down, a known verdict', () => {
  it('serves beyond its time, and says so', async () => {
    const { get, ask, active, clock, servedStale } = given();
    await get(ask);
    clock.advance(TTL);
    expect(await get()).toBe(active);
    expect(servedStale).toHaveBeenCalledTimes(1);
  });

  it('says nothing of the kind within its time', async () => {
    const { get, ask, clock, servedStale } = given();
    await get(ask);
    clock.advance(TTL - 1);
    await get();
    expect(servedStale).not.toHaveBeenCalled();
  });

  it('serves until the given time is over, and not a millisecond longer', async () => {
    const { get, ask, active, clock } = given();
    await get(ask);
    clock.advance(TTL + STALE - 1);
    expect(await get()).toBe(active);
    clock.advance(1);
    await expect(get()).rejects.toMatchObject(isDown);
  });

  it("never serves past the token's own end", async () => {
    const { get, ask, clock } = given({ lifeMs: TTL + 5000 });
    await get(ask);
    clock.advance(TTL + 4999);
    await get();
    clock.advance(1);
    await expect(get()).rejects.toMatchObject(isDown);
  });

  it.each([
    ['elevated', REFUSING],
    ['fresh', FRESH],
  ])('never serves %s routes, be it that others are served', async (_, options) => {
    const { get, ask, down, clock } = given();
    await get(ask);
    clock.advance(TTL);
    await expect(get(down, options)).rejects.toMatchObject(isDown);
    await get();
    await expect(get(down, options)).rejects.toMatchObject(isDown);
  });

  it('never serves after a refusal, not even when that is forgotten', async () => {
    const { get, ask, down, clock } = given();
    await get(ask);
    await get(
      jest.fn(() => Promise.resolve(REFUSED)),
      FRESH,
    );
    clock.advance(10_001);
    await expect(get(down)).rejects.toMatchObject(isDown);
  });

  it('is not known of a token that nobody knew', async () => {
    const { get } = given();
    await expect(get()).rejects.toMatchObject(isDown);
  });

  it('serves nobody when that is turned off, or nothing is kept at all', async () => {
    for (const times of [{ staleMs: 0 }, { ttlMs: 0 }]) {
      const { get, ask, clock } = given(times);
      await get(ask);
      clock.advance(TTL);
      await expect(get()).rejects.toMatchObject(isDown);
    }
  });

  it('does not stand in for any other failure', async () => {
    const { get, ask, clock } = given();
    await get(ask);
    clock.advance(TTL);
    await expect(get(jest.fn(() => Promise.reject(new Error('a bug'))))).rejects.toThrow('a bug');
  });

  it('is not asked about again for a second, and then by one request for all', async () => {
    const { get, ask, active, down, clock, vault, allowed } = given();
    await get(ask);
    clock.advance(TTL);
    await get();
    clock.advance(999);
    expect(vault.verdict('token', down, allowed)).toBe(active);
    expect(down).toHaveBeenCalledTimes(1);
    clock.advance(1);
    const answer = deferred<TokenInfo>();
    const slow = jest.fn(() => answer.promise);
    const first = vault.verdict('token', slow, allowed);
    expect(vault.verdict('token', slow, allowed)).toBe(active);
    answer.resolve(REFUSED);
    expect(await first).toEqual(REFUSED);
    expect(slow).toHaveBeenCalledTimes(1);
    expect(await get()).toEqual(REFUSED);
  });

  it('is as good as new once Token Info is back', async () => {
    const { get, ask, clock, servedStale, active } = given();
    await get(ask);
    clock.advance(TTL);
    await get();
    clock.advance(1000);
    servedStale.mockReset();
    expect(await get(ask)).toBe(active);
    clock.advance(TTL - 1);
    await get();
    expect(servedStale).not.toHaveBeenCalled();
  });
});

describe('when the system time is set back', () => {
  const BACK = -600_000;

  it('a known yes is asked for again, and the answer kept', async () => {
    const { get, ask, clock, vault, active } = given();
    await get(ask);
    clock.advance(BACK);
    expect(vault.knownVerdict('token', REFUSING)).toBeUndefined();
    expect(await get(ask, REFUSING)).toBe(active);
    expect(vault.knownVerdict('token', REFUSING)).toBe(active);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('a remembered refusal no longer stands', async () => {
    const { get, ask, clock, active } = given();
    await get(
      jest.fn(() => Promise.resolve(REFUSED)),
      REFUSING,
    );
    clock.advance(BACK);
    expect(await get(ask, REFUSING)).toBe(active);
  });

  it('Token Info that failed later than now is asked', async () => {
    const { get, ask, clock, active, servedStale } = given();
    await get(ask);
    clock.advance(TTL + 30_000);
    expect(await get()).toBe(active);
    clock.advance(-20_000);
    servedStale.mockReset();
    expect(await get(ask)).toBe(active);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(servedStale).not.toHaveBeenCalled();
  });
});

it('a fresh refusal counts against an answer that was asked for earlier and comes later', async () => {
  const { vault, active, down } = given();
  const late = deferred<TokenInfo>();
  const waiting = vault.verdict('token', () => late.promise, REFUSING);
  await vault.verdict('token', () => Promise.resolve(REFUSED), FRESH);
  late.resolve(active);
  await waiting;
  expect(vault.knownVerdict('token', REFUSING)).toEqual(REFUSED);
  expect(down).not.toHaveBeenCalled();
});

it('counts where each verdict came from', async () => {
  const telemetry = new RecordingTelemetry();
  const clock = new ManualClock();
  const vault = tokenVault(clock, { telemetry });
  const active = activeToken(clock.now());
  await vault.verdict('good', () => Promise.resolve(active), REFUSING);
  vault.knownVerdict('good', REFUSING);
  await vault.verdict('bad', () => Promise.resolve(REFUSED), REFUSING);
  vault.knownVerdict('bad', REFUSING);
  vault.knownVerdict('never seen', REFUSING);
  clock.advance(TTL);
  const down = () => Promise.reject(new CodedError('token_info_unavailable', 'Wix is down.'));
  await vault.verdict('good', down, { fresh: false, stale: 'allowed' });
  const results = ['miss', 'hit', 'miss', 'negative_hit', 'miss', 'stale'];
  expect(telemetry.counted).toEqual(results.map((result) => ['verdicts', { result }]));
});
