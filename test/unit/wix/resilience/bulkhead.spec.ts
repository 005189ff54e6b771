import { Bulkhead } from '../../../../src/wix/resilience/bulkhead';
import { deferred } from '../../../support/deferred';

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
      return { begun, end: resolve, done: bulkhead.run(begun) };
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
          bulkhead.assertRoom();
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

  it('takes no newcomer when nothing moves, however fast it was', async () => {
    await take(1);
    start(2);
    bulkhead.assertRoom();
    now += 201;
    expect(() => {
      bulkhead.assertRoom();
    }).toThrow(OVERLOADED);
  });

  it('takes a first burst, about which nothing is known', () => {
    now = 1_000_000;
    start(2);
    expect(() => {
      bulkhead.assertRoom();
    }).not.toThrow();
  });

  it('queues 4,096 at most', async () => {
    start(2 + 4_096);
    expect(() => {
      bulkhead.assertRoom();
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
