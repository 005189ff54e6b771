import { RateLimit } from '../../../../src/emulator/apis/rate-limit';
import { WixError } from '../../../../src/emulator/http/wix.error';
import { EmulatorClock } from '../../../../src/emulator/settings/emulator.clock';
import { SettingsStore } from '../../../../src/emulator/settings/settings.store';

const MINUTE_MS = 60_000;
const NOON = Date.UTC(2026, 0, 1, 12);

describe('RateLimit', () => {
  let now: number;
  let settings: SettingsStore;
  let rateLimit: RateLimit;
  beforeEach(() => {
    now = NOON + 20_500;
    settings = new SettingsStore();
    rateLimit = new RateLimit(settings, new EmulatorClock(settings, () => now));
    settings.change({ rateLimit: true });
  });

  /** The refusal of the first call that is refused, and how many were let through before it. */
  function callUntilRefused(instanceId: string): { allowed: number; refusal: WixError } {
    for (let allowed = 0; allowed < 1000; allowed += 1) {
      try {
        rateLimit.count(instanceId);
      } catch (error) {
        if (error instanceof WixError) return { allowed, refusal: error };
        throw error;
      }
    }
    throw new Error('it never refused');
  }

  it('lets 200 requests a minute through, for each instance', () => {
    expect(callUntilRefused('a')).toMatchObject({ allowed: 200, refusal: { status: 429 } });
    expect(callUntilRefused('b').allowed).toBe(200);
    expect(callUntilRefused('a').allowed).toBe(0);
    now += MINUTE_MS;
    expect(callUntilRefused('a').allowed).toBe(200);
  });

  it('is off by default', () => {
    settings.change({ rateLimit: false });
    expect(() => callUntilRefused('a')).toThrow('it never refused');
  });

  it.each([
    ['none', {}],
    ['seconds', { 'retry-after': '40' }],
    ['date', { 'retry-after': 'Thu, 01 Jan 2026 12:01:00 GMT' }],
  ])('sends Retry-After as %s', (retryAfter, headers) => {
    settings.change({ retryAfter });
    expect(callUntilRefused('a').refusal.headers).toEqual(headers);
  });

  it('sends X-RateLimit headers beside a 429 when it is told to', () => {
    settings.change({ rateLimitHeaders: true });
    expect(callUntilRefused('a').refusal.headers).toEqual({
      'x-ratelimit-limit': '200',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '40',
    });
  });
});
