import { ExpiringCache } from '../../../src/cache/expiring-cache';
import { ManualClock } from '../../support/manual.clock';

const start = new ManualClock().now();

function cacheOf(entries: number, bytes = 1_000_000) {
  const clock = new ManualClock();
  return { clock, cache: new ExpiringCache<string>({ entries, bytes }, (value) => value.length, clock) };
}

describe('ExpiringCache', () => {
  it('gives what was kept until its end, and not a millisecond longer', () => {
    const { cache, clock } = cacheOf(10);
    cache.set('key', 'value', start + 1000);
    clock.advance(999);
    expect(cache.get('key')).toBe('value');
    clock.advance(1);
    expect(cache.get('key')).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it('does not prolong a life by using it', () => {
    const { cache, clock } = cacheOf(10);
    cache.set('key', 'value', start + 1000);
    for (let hit = 0; hit < 10; hit++) {
      clock.advance(100);
      cache.get('key');
    }
    expect(cache.get('key')).toBeUndefined();
  });

  it('gives nothing that was kept later than now: the time was set back, and nobody knows how long is left', () => {
    const { cache, clock } = cacheOf(10);
    cache.set('key', 'value', start + 1000);
    clock.advance(-1);
    expect(cache.get('key')).toBeUndefined();
    cache.set('key', 'value', start + 1000);
    expect(cache.get('key')).toBe('value');
  });

  it('keeps nothing whose end is past, and drops what it replaces', () => {
    const { cache } = cacheOf(10);
    cache.set('key', 'old', start + 1000);
    cache.set('key', 'new', start);
    expect(cache.get('key')).toBeUndefined();
  });

  it('is bounded in entries, the least recently used going first', () => {
    const { cache } = cacheOf(2);
    cache.set('a', 'a', start + 1000);
    cache.set('b', 'b', start + 1000);
    cache.get('a');
    cache.set('c', 'c', start + 1000);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['a', undefined, 'c']);
  });

  it('is bounded in bytes, keys included', () => {
    const { cache } = cacheOf(1000, 100);
    for (let index = 0; index < 50; index++) cache.set(`key-${index}`, 'x'.repeat(20), start + 1000);
    expect(cache.size).toBeLessThanOrEqual(4);
    expect(cache.size).toBeGreaterThan(0);
  });

  it('drops a group, as it is by then', () => {
    const { cache } = cacheOf(4);
    const until = start + 1000;
    cache.set('pushed out', 'x', until, 'red');
    cache.set('a', 'x', until, 'red');
    cache.set('moved', 'x', until, 'red');
    cache.set('moved', 'x', until, 'blue');
    cache.set('b', 'x', until, 'red');
    cache.set('no group', 'x', until);
    cache.deleteGroup('red');
    expect(['pushed out', 'a', 'moved', 'b', 'no group'].map((key) => cache.get(key))).toEqual([
      undefined,
      undefined,
      'x',
      undefined,
      'x',
    ]);
    cache.set('a', 'x', until, 'red');
    cache.delete('a');
    cache.set('a', 'again', until);
    cache.deleteGroup('red');
    expect(cache.get('a')).toBe('again');
  });

  it('drops a group without a look at the others', () => {
    const { cache } = cacheOf(100_000, 1e9);
    for (let index = 0; index < 90_000; index++) cache.set(`key-${index}`, 'x', start + 1000, `group-${index % 9_000}`);
    // A walk over all entries for each group would be 810 million steps, and past any patience.
    for (let group = 0; group < 9_000; group++) cache.deleteGroup(`group-${group}`);
    expect(cache.size).toBe(0);
  });
});
