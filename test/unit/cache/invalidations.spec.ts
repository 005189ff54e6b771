import { Invalidations } from '../../../src/cache/invalidations';

describe('Invalidations', () => {
  it('concern the work that began before them, of the same key', () => {
    const invalidations = new Invalidations(10);
    const before = invalidations.mark();
    invalidations.invalidate('a');
    const after = invalidations.mark();
    expect(invalidations.since('a', before)).toBe(true);
    expect(invalidations.since('a', after)).toBe(false);
    expect(invalidations.since('b', before)).toBe(false);
  });

  it('count what was pushed out as invalidated, however many follow', () => {
    const invalidations = new Invalidations(10);
    const before = invalidations.mark();
    invalidations.invalidate('a');
    for (let index = 0; index < 10; index++) invalidations.invalidate(`other-${index}`);
    expect(invalidations.since('a', before)).toBe(true);
    expect(invalidations.since('a', invalidations.mark())).toBe(false);
  });

  it('push out the oldest, and a key that is invalidated again is no longer old', () => {
    const invalidations = new Invalidations(2);
    invalidations.invalidate('a');
    invalidations.invalidate('b');
    invalidations.invalidate('a');
    const mark = invalidations.mark();
    invalidations.invalidate('c');
    expect(invalidations.since('a', mark)).toBe(false);
    expect(invalidations.since('never', mark)).toBe(false);
    expect(invalidations.since('never', 0)).toBe(true);
  });
});
