import { type KeptToken, SharedTokens } from '../../../src/auth/shared-tokens';
import { type Lease, type Reading, SharedTier } from '../../../src/cache/shared-tier';
import type { AccessToken } from '../../../src/wix/access-token';
import { deferred } from '../../support/deferred';
import { ManualClock } from '../../support/manual.clock';
import { accessToken, INSTANCE_ID } from '../../support/verdicts';

const HOUR = 3_600_000;

/** A tier that holds what it is given, empty at first, and takes its time to write. */
class SlowTier extends SharedTier {
  reading: Reading = { value: undefined, ageMs: 0, moment: 1 };
  readonly written = deferred<undefined>();
  readonly release = jest.fn(() => Promise.resolve());
  readonly write = jest.fn<Promise<void>, Parameters<SharedTier['write']>>(() => this.written.promise);
  readonly overwrite = () => Promise.resolve();
  readonly delete = jest.fn(() => Promise.resolve());
  readonly forgetInstance = () => undefined;
  readonly onForgotten = () => undefined;
  readonly lease = jest.fn((): Promise<Lease | 'taken'> => Promise.resolve({ release: this.release }));

  read(): Promise<Reading> {
    return Promise.resolve(this.reading);
  }
}

function given({ timeoutMs = 60_000 } = {}) {
  const clock = new ManualClock();
  const tier = new SlowTier();
  const issued = { accessToken: accessToken('app-1'), refreshToken: undefined, expiresAt: clock.now() + 14_400_000 };
  const request = {
    key: { kind: 'app-token', subject: INSTANCE_ID },
    instanceId: INSTANCE_ID,
    issue: () => Promise.resolve(issued),
    renewed: undefined,
    refused: [],
    isForgotten: (): boolean => false,
  } as const;
  const tokens = new SharedTokens(tier, clock, timeoutMs);
  const obtain = (issue = request.issue, refused: readonly AccessToken[] = [], isForgotten = request.isForgotten) =>
    tokens.obtain({ ...request, issue, refused, isForgotten });
  const renew = (renewed: KeptToken) => tokens.renew({ ...request, renewed });
  return { clock, tier, obtain, renew };
}

/** A token that another process asked for, by its own clock. */
const shared = (name: string, issuedAt: number): KeptToken => ({
  accessToken: accessToken(name),
  issuedAt,
  expiresAt: issuedAt + HOUR,
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the lease of a token', () => {
  it('is held until the others can see the token, which the one who asked does not wait for', async () => {
    const { tier, obtain } = given();
    expect(await obtain()).toMatchObject({ accessToken: 'app-1' });
    await settled();
    expect(tier.write).toHaveBeenCalledTimes(1);
    expect(tier.release).not.toHaveBeenCalled();
    tier.written.resolve(undefined);
    await settled();
    expect(tier.release).toHaveBeenCalledTimes(1);
  });

  it('is given back at once when there is none to see', async () => {
    const { tier, obtain } = given();
    await expect(obtain(() => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(tier.release).toHaveBeenCalledTimes(1);
  });
});

describe('an issued token', () => {
  it('is shared with others until the last minute of its life', async () => {
    const { clock, tier, obtain } = given();
    await obtain();
    expect(tier.write).toHaveBeenCalledWith(
      { kind: 'app-token', subject: INSTANCE_ID },
      {
        value: expect.objectContaining({ accessToken: 'app-1' }),
        until: clock.now() + 4 * HOUR - 60_000,
        instanceId: INSTANCE_ID,
      },
      1,
    );
  });

  it('is given to whoever asked, and to nobody else, when its instance was forgotten meanwhile', async () => {
    const { tier, obtain } = given();
    expect(await obtain(undefined, [], () => true)).toMatchObject({ accessToken: 'app-1' });
    expect(tier.write).not.toHaveBeenCalled();
  });
});

describe('the token of another process', () => {
  it.each([
    ['whose clock is ahead counts from when it was asked for', 300_000, 1_000],
    ['never lives longer than it was written, whatever the age that the tier tells', 0, -300_000],
  ])('%s', async (_, aheadMs, ageMs) => {
    const { clock, tier, obtain } = given();
    const asked = clock.now() - Math.max(0, ageMs);
    tier.reading = { value: shared('app-0', asked + aheadMs), ageMs, moment: 1 };
    expect(await obtain()).toEqual(shared('app-0', asked));
  });

  it('is no other than the one to be renewed because it seems younger when it is read again', async () => {
    const { clock, tier, renew } = given();
    const asked = clock.now() - 0.8 * HOUR;
    tier.reading = { value: shared('app-0', asked), ageMs: 0.8 * HOUR, moment: 1 };
    expect(await renew(shared('app-0', asked - 5))).toMatchObject({ accessToken: 'app-1' });
  });

  it('is taken for the one to be renewed when it was asked for later, and only then', async () => {
    const { clock, tier, renew } = given();
    tier.reading = { value: shared('app-0', clock.now() - 1_000), ageMs: 1_000, moment: 1 };
    expect(await renew(shared('app-00', clock.now() - 2_000))).toMatchObject({ accessToken: 'app-0' });
    expect(await renew(shared('app-00', clock.now() - 1_000))).toMatchObject({ accessToken: 'app-1' });
  });

  it.each(['the first', 'the second'])(
    'is dropped and not taken when it is %s of two that Wix refused',
    async (which) => {
      const { clock, tier, obtain } = given();
      tier.reading = { value: shared(which.replaceAll(' ', '-'), clock.now()), ageMs: 0, moment: 1 };
      const refused = [accessToken('the-first'), accessToken('the-second')];
      expect(await obtain(undefined, refused)).toMatchObject({ accessToken: 'app-1' });
      expect(tier.delete).toHaveBeenCalledTimes(1);
    },
  );
});

describe('the time that a token may take', () => {
  const late = { code: 'elevation_unavailable', retryAfterSeconds: 5 };

  it('ends the wait for another process, which is asked nothing instead of it', async () => {
    const { tier, obtain } = given({ timeoutMs: 200 });
    tier.lease.mockResolvedValue('taken');
    const issue = jest.fn(() => Promise.reject(new Error('nobody should have asked')));
    await expect(obtain(issue)).rejects.toMatchObject(late);
    expect(issue).not.toHaveBeenCalled();
  });

  it('counts from the beginning of that wait, whoever asks in the end', async () => {
    const { tier, obtain } = given({ timeoutMs: 200 });
    tier.lease.mockResolvedValueOnce('taken');
    const answer = deferred<never>();
    const issue = jest.fn(() => answer.promise);
    await expect(obtain(issue)).rejects.toMatchObject(late);
    expect(issue).toHaveBeenCalledTimes(1);
    answer.reject(new Error('too late for anybody'));
    await settled();
    expect(tier.release).toHaveBeenCalledTimes(1);
  });

  it('is how long the lease is kept at the longest', async () => {
    const { tier, obtain } = given({ timeoutMs: 5_000 });
    await obtain();
    expect(tier.lease).toHaveBeenCalledWith(expect.anything(), { lifeMs: 2_000, longestMs: 5_000 });
  });
});
