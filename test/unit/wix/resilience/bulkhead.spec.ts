import { Bulkhead } from '../../../../src/wix/resilience/bulkhead';
import { deferred } from '../../../support/deferred';

/** More than any call here takes. */
const AGES = 1_000_000;
const OVERLOADED = expect.objectContaining({ code: 'overloaded', retryAfterSeconds: 1 }) as Error;

describe('Bulkhead', () => {
  let now: number;
  let bulkhead: Bulkhead;

  beforeEach(() => {
    now = 1_000;
    bulkhead = new Bulkhead({ concurrency: 2, longestWaitMs: 100 }, () => now);
  });

  /** Calls that run until they are told to end. */
  const start = (count: number) =>
    Array.from({ length: count }, () => {
      const { promise, resolve } = deferred<undefined>();
      const begun = jest.fn(() => promise);
      return { begun, end: resolve, done: bulkhead.run(() => bulkhead.measure(begun)) };
    });
  /** Teaches it what a call takes. */
  const take = async (ms: number) => {
    const [call] = start(1);
    now += ms;
    call?.end(undefined);
    await call?.done;
  };

  it('runs so many at a time, the others in the order they came', async () => {
    const calls = start(4);
    expect(calls.map(({ begun }) => begun.mock.calls.length)).toEqual([1, 1, 0, 0]);
    calls[1]?.end(undefined);
    await calls[1]?.done;
    await new Promise(setImmediate);
    expect(calls.map(({ begun }) => begun.mock.calls.length)).toEqual([1, 1, 1, 0]);
    calls.forEach(({ end }) => {
      end(undefined);
    });
    await Promise.all(calls.map(({ done }) => done));
  });

  it('lets a queue of fast calls grow longer than one of slow calls', async () => {
    await take(10);
    start(2);
    const queueLength = () => {
      let length = 0;
      for (;;) {
        try {
          bulkhead.assertRoom(AGES);
        } catch {
          return length;
        }
        start(1);
        length += 1;
      }
    };
    // Two places, 10 ms each: the twenty-first would wait for 105 ms.
    expect(queueLength()).toBe(20);
    bulkhead = new Bulkhead({ concurrency: 2, longestWaitMs: 100 }, () => now);
    await take(60);
    start(2);
    expect(queueLength()).toBe(3);
  });

  it('lets nobody into the queue who would have less than twice the time of a call left', async () => {
    await take(40);
    start(2);
    // The first of the queue waits for 20 ms.
    bulkhead.assertRoom(100);
    expect(() => {
      bulkhead.assertRoom(99);
    }).toThrow(OVERLOADED);
  });

  it('knows in what time a call can hardly end', async () => {
    expect(bulkhead.isTooShort(1)).toBe(false);
    await take(40);
    expect(bulkhead.isTooShort(40)).toBe(true);
    expect(bulkhead.isTooShort(41)).toBe(false);
  });

  it('tells each whether it had to wait', async () => {
    const waited: boolean[] = [];
    await Promise.all(
      [1, 2, 3].map(() =>
        bulkhead.run((hadTo) => {
          waited.push(hadTo);
          return Promise.resolve();
        }),
      ),
    );
    expect(waited).toEqual([false, false, true]);
  });

  it('learns nothing of the time that calls take from those that were not made', async () => {
    await take(60);
    const [first, second] = start(2);
    const refused = Array.from({ length: 100 }, () => bulkhead.run(() => Promise.reject(new Error('no longer'))));
    now += 60;
    first?.end(undefined);
    await Promise.allSettled(refused);
    start(1);
    bulkhead.assertRoom(150);
    expect(() => {
      bulkhead.assertRoom(149);
    }).toThrow(OVERLOADED);
    second?.end(undefined);
  });

  it('takes no newcomer when nothing moves, however fast it was', async () => {
    await take(1);
    start(2);
    bulkhead.assertRoom(AGES);
    now += 201;
    expect(() => {
      bulkhead.assertRoom(AGES);
    }).toThrow(OVERLOADED);
  });

  it('takes a first burst, about which nothing is known', () => {
    now = 1_000_000;
    start(2);
    expect(() => {
      bulkhead.assertRoom(AGES);
    }).not.toThrow();
  });

  it('queues 4,096 at most', async () => {
    start(2 + 4_096);
    expect(() => {
      bulkhead.assertRoom(AGES);
    }).toThrow(OVERLOADED);
    await expect(bulkhead.run(() => Promise.resolve())).rejects.toEqual(OVERLOADED);
  });

  it('gives the place of a call that failed to the next', async () => {
    for (let call = 0; call < 5; call++) {
      await expect(bulkhead.run(() => Promise.reject(new Error('down')))).rejects.toThrow('down');
    }
    await expect(bulkhead.run(() => Promise.resolve('up'))).resolves.toBe('up');
  });
});
