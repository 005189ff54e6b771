import { SingleFlight } from '../../../src/cache/single-flight';
import { deferred } from '../../support/deferred';

describe('SingleFlight', () => {
  it('does the work once for all who ask while it runs', async () => {
    const flights = new SingleFlight<number>();
    const answer = deferred<number>();
    const work = jest.fn(() => answer.promise);
    const all = Array.from({ length: 100 }, () => flights.run('key', work));
    answer.resolve(7);
    expect(await Promise.all(all)).toEqual(Array.from({ length: 100 }, () => 7));
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('does it anew when the first has ended', async () => {
    const flights = new SingleFlight<number>();
    let count = 0;
    const work = () => Promise.resolve(++count);
    expect([await flights.run('key', work), await flights.run('key', work)]).toEqual([1, 2]);
  });

  it('keeps keys apart', async () => {
    const flights = new SingleFlight<string>();
    const both = [flights.run('a', () => Promise.resolve('a')), flights.run('b', () => Promise.resolve('b'))];
    expect(await Promise.all(both)).toEqual(['a', 'b']);
  });

  it('gives a failure to those who wait, and does not remember it', async () => {
    const flights = new SingleFlight<number>();
    const answer = deferred<number>();
    const waiting = [flights.run('key', () => answer.promise), flights.run('key', () => answer.promise)];
    answer.reject(new Error('down'));
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await flights.run('key', () => Promise.resolve(1))).toBe(1);
  });

  it('starts anew after forget, and the old flight does not take the slot of the new one', async () => {
    const flights = new SingleFlight<string>();
    const old = deferred<string>();
    const first = flights.run('key', () => old.promise);
    flights.forget('key');
    const next = deferred<string>();
    const second = flights.run('key', () => next.promise);
    old.resolve('old');
    expect(await first).toBe('old');
    const third = flights.run('key', () => Promise.resolve('third'));
    next.resolve('new');
    expect(await Promise.all([second, third])).toEqual(['new', 'new']);
  });
});
