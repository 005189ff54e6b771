import fc from 'fast-check';
import { SlidingCount } from '../../../../src/wix/resilience/sliding-count';

const NOW = 1_700_000_000_000;

describe('SlidingCount', () => {
  it('counts each event for the span, and a slot longer at most', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 200 }), (gaps) => {
        const count = new SlidingCount(10_000, 1_000);
        const events: number[] = [];
        let now = NOW;
        for (const gap of gaps) {
          now += gap;
          events.push(now);
          count.add(now);
          const total = count.total(now);
          expect(total).toBeGreaterThanOrEqual(events.filter((at) => at > now - 10_000).length);
          expect(total).toBeLessThanOrEqual(events.filter((at) => at > now - 11_000).length);
        }
      }),
    );
  });

  it('says to the millisecond when few enough are left', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 50 }),
        fc.nat(20),
        (gaps, most) => {
          const count = new SlidingCount(10_000, 1_000);
          let now = NOW;
          for (const gap of gaps) {
            now += gap;
            count.add(now);
          }
          const wait = count.msUntil(most, now);
          if (wait > 0) expect(count.total(now + wait - 1)).toBeGreaterThan(most);
          expect(count.total(now + wait)).toBeLessThanOrEqual(most);
        },
      ),
    );
  });

  it('counts what was taken back no more, and takes back nothing that it forgot or never saw', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3_000), fc.boolean()), { maxLength: 100 }), (steps) => {
        const [count, without] = [new SlidingCount(10_000, 1_000), new SlidingCount(10_000, 1_000)];
        const withdrawn: number[] = [];
        let now = NOW;
        for (const [gap, isTakenBack] of steps) {
          now += gap;
          count.add(now);
          if (isTakenBack) withdrawn.push(now);
          else without.add(now);
        }
        for (const at of withdrawn) count.remove(at);
        for (const later of [0, 3_000, 9_999, 20_000])
          expect(count.total(now + later)).toBe(without.total(now + later));
        for (const at of [now - 60_000, now + 60_000, ...withdrawn]) count.remove(at);
        expect(count.total(now + 20_000)).toBe(0);
      }),
    );
  });

  it('forgets all when the time is set back far, and nothing when by a moment', () => {
    const count = new SlidingCount(10_000, 1_000);
    count.add(NOW);
    expect(count.total(NOW - 500)).toBe(1);
    expect(count.total(NOW - 120_000)).toBe(0);
  });
});
