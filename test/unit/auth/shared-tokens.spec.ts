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

  read(): Promise<Reading> {
    return Promise.resolve({ value: undefined, moment: 1 });
  }

  lease(): Promise<Lease> {
    return Promise.resolve({ release: this.release });
  }
}

function given() {
  const clock = new ManualClock();
  const tier = new SlowTier();
  const issued = { accessToken: accessToken('app-1'), refreshToken: undefined, expiresAt: clock.now() + 14_400_000 };
  const obtain = (issue = () => Promise.resolve(issued)) =>
    new SharedTokens(tier, clock).obtain({
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
