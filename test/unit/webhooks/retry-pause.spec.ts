import { retryPause } from '../../../src/webhooks/retry-pause';

describe('the pause after a failed attempt', () => {
  it('doubles, and is at least half of it', () => {
    expect([1, 2, 3, 7].map((failures) => retryPause(failures, 1))).toEqual([1_000, 2_000, 4_000, 64_000]);
    expect([1, 7].map((failures) => retryPause(failures, 0))).toEqual([500, 32_000]);
  });

  it('ends with the eighth failure', () => {
    expect(retryPause(8, 0.5)).toBeUndefined();
    expect(retryPause(9, 0.5)).toBeUndefined();
  });
});
