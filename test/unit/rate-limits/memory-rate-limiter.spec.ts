import { MemoryRateLimiter } from '../../../src/rate-limits/memory-rate-limiter';

describe('MemoryRateLimiter', () => {
  let now: number;
  let limiter: MemoryRateLimiter;

  beforeEach(() => {
    now = 5_000;
    limiter = new MemoryRateLimiter(() => now);
  });

  const takeTimes = (times: number, key: string, limit: number): number =>
    Array.from({ length: times }, () => limiter.take(key, limit)).filter(({ allowed }) => allowed).length;

  it('lets exactly the limit pass in a window', () => {
    expect(takeTimes(100, 'a', 7)).toBe(7);
  });

  it('says how many seconds remain of the window, rounded up', () => {
    limiter.take('a', 1);
    expect(limiter.take('a', 1)).toEqual({ allowed: false, retryAfterSeconds: 60 });
    now += 15_200;
    expect(limiter.take('a', 1)).toEqual({ allowed: false, retryAfterSeconds: 45 });
    now += 44_799;
    expect(limiter.take('a', 1)).toEqual({ allowed: false, retryAfterSeconds: 1 });
  });

  it('starts a new window with the first request after the end of the last', () => {
    takeTimes(5, 'a', 3);
    now += 60_000;
    expect(takeTimes(5, 'a', 3)).toBe(3);
    now += 59_999;
    expect(takeTimes(1, 'a', 3)).toBe(0);
    now += 1;
    expect(takeTimes(5, 'a', 3)).toBe(3);
  });

  it('does not extend a window by requests that it refuses', () => {
    limiter.take('a', 1);
    for (let second = 0; second < 59; second += 1) {
      now += 1_000;
      expect(limiter.take('a', 1).allowed).toBe(false);
    }
    now += 1_000;
    expect(limiter.take('a', 1).allowed).toBe(true);
  });

  it('keeps keys apart', () => {
    takeTimes(5, 'a', 3);
    expect(takeTimes(5, 'b', 3)).toBe(3);
  });

  it('tells how many more may pass, without counting', () => {
    for (let times = 0; times < 10; times += 1) expect(limiter.peek('a', 2)).toBe(2);
    limiter.take('a', 2);
    expect(limiter.peek('a', 2)).toBe(1);
    expect(takeTimes(5, 'a', 2)).toBe(1);
    expect(limiter.peek('a', 2)).toEqual({ allowed: false, retryAfterSeconds: 60 });
    now += 60_000;
    expect(limiter.peek('a', 2)).toBe(2);
  });

  it('forgets the key that was quiet for longest when it is full, and keeps a busy one', () => {
    limiter = new MemoryRateLimiter(() => now, 100);
    limiter.take('quiet', 1);
    limiter.take('busy', 1);
    for (let junk = 0; junk < 1_000; junk += 1) {
      limiter.take(`junk-${junk}`, 1);
      expect(limiter.take('busy', 1).allowed).toBe(false);
    }
    expect(limiter.take('quiet', 1).allowed).toBe(true);
  });
});
