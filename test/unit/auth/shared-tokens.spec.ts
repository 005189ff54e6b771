import { SharedTokens } from '../../../src/auth/shared-tokens';
import { type Lease, type Reading, SharedTier } from '../../../src/cache/shared-tier';
import { deferred } from '../../support/deferred';
import { ManualClock } from '../../support/manual.clock';
import { accessToken, INSTANCE_ID } from '../../support/verdicts';

/** A tier that is empty, and takes its time to write. */
class SlowTier extends SharedTier {
  readonly written = deferred<undefined>();
  readonly release = jest.fn(() => Promise.resolve());
  readonly write = jest.fn(() => this.written.promise);
  readonly overwrite = () => Promise.resolve();
  readonly delete = () => Promise.resolve();
  readonly forgetInstance = () => undefined;
  readonly onForgotten = () => undefined;
  readonly lease = jest.fn((): Promise<Lease | 'taken'> => Promise.resolve({ release: this.release }));

  read(): Promise<Reading> {
    return Promise.resolve({ value: undefined, ageMs: 0, moment: 1 });
  }
}

function given({ timeoutMs = 60_000 } = {}) {
  const clock = new ManualClock();
  const tier = new SlowTier();
  const issued = { accessToken: accessToken('app-1'), refreshToken: undefined, expiresAt: clock.now() + 14_400_000 };
  const obtain = (issue = () => Promise.resolve(issued)) =>
    new SharedTokens(tier, clock, timeoutMs).obtain({
      key: { kind: 'app-token', subject: INSTANCE_ID },
      instanceId: INSTANCE_ID,
      issue,
      issuedAfter: 0,
      rejected: undefined,
      isForgotten: () => false,
    });
  return { tier, obtain };
}

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
