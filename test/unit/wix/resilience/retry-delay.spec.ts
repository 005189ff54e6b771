import { retryDelay } from '../../../../src/wix/resilience/retry-delay';
import type { FailureReason } from '../../../../src/wix/wix-failure.error';
import { WixFailure } from '../../../../src/wix/wix-failure.error';

const delay = (reason: FailureReason, harmless: boolean, retryAfter?: number, remainingMs = 1_500, random = 0.5) =>
  retryDelay(new WixFailure('GET /things', reason, undefined, retryAfter), harmless, remainingMs, random);

describe('retryDelay', () => {
  it.each<FailureReason>(['reset', 'status 502', 'status 503', 'status 504'])(
    'repeats after %s what is harmless',
    (reason) => {
      expect(delay(reason, true)).toBe(100);
      expect(delay(reason, false)).toBeUndefined();
    },
  );

  it('repeats anything that never reached Wix', () => {
    expect(delay('unreachable', false)).toBe(100);
  });

  it.each<FailureReason>([
    'timeout',
    'redirect',
    'too large',
    'bad body',
    'status 500',
    'status 429',
    'circuit open',
    'asked to wait',
  ])('does not repeat after %s', (reason) => {
    expect(delay(reason, true)).toBeUndefined();
  });

  it.each([
    ['short enough', 1, 1_500, 1_100],
    ['too long', 2, 1_500, undefined],
    ['exactly the time that is left', 1, 1_100, undefined],
  ])('waits as Wix asks when that is %s', (_, retryAfter, remainingMs, expected) => {
    expect(delay('status 503', true, retryAfter, remainingMs)).toBe(expected);
  });

  it('spreads retries over 200 ms, and gives up when no time is left', () => {
    expect(delay('reset', true, undefined, 1_500, 0)).toBe(0);
    expect(delay('reset', true, undefined, 1_500, 0.999)).toBeCloseTo(199.8);
    expect(delay('reset', true, undefined, 0, 0)).toBeUndefined();
  });
});
