import type { Randomness } from '../../../../src/config/randomness';
import { CodedError } from '../../../../src/errors/coded.error';
import { Deadline } from '../../../../src/wix/resilience/deadline';
import { UpstreamOperation } from '../../../../src/wix/resilience/upstream-operation';
import type { UpstreamCall } from '../../../../src/wix/resilience/upstream-operation';
import { WixFailure } from '../../../../src/wix/wix-failure.error';
import type { FailureReason } from '../../../../src/wix/wix-failure.error';
import { deferred } from '../../../support/deferred';
import { ManualClock } from '../../../support/manual.clock';
import { NoChance } from '../test-app';

const failure = (reason: FailureReason, retryAfter?: number) =>
  new WixFailure('GET /things', reason, undefined, retryAfter);

describe('UpstreamOperation', () => {
  let clock: ManualClock;
  let operation: UpstreamOperation;

  beforeEach(() => {
    clock = new ManualClock();
    operation = operationWith(1_000);
  });

  afterEach(() => jest.useRealTimers());

  const operationWith = (concurrency: number, chance: Randomness = new NoChance()) =>
    new UpstreamOperation({ concurrency, longestWaitMs: 100 }, clock, chance, (reason, retryAfter) =>
      failure(reason, retryAfter),
    );
  const run = (attempt: UpstreamCall<string>['attempt'], call: Partial<UpstreamCall<string>> = {}) =>
    operation.run({ deadline: new Deadline(1_000), repeatable: true, admit: () => undefined, attempt, ...call });
  const down = (reason: FailureReason = 'status 503') => jest.fn(() => Promise.reject<string>(failure(reason)));
  const openCircuit = async () => {
    for (let call = 0; call < 20; call++) await run(down('timeout')).catch(() => undefined);
  };

  it('tries once more what failed for a moment', async () => {
    const attempt = down();
    await expect(run(attempt)).rejects.toMatchObject({ reason: 'status 503' });
    expect(attempt).toHaveBeenCalledTimes(2);

    const recovering = jest
      .fn<Promise<string>, []>()
      .mockRejectedValueOnce(failure('reset'))
      .mockResolvedValueOnce('done');
    await expect(run(recovering)).resolves.toBe('done');
  });

  it('lets a while pass before the second attempt, a random one', async () => {
    operation = operationWith(1_000, { next: () => 0.5 });
    const sentAt: number[] = [];
    const attempt = () => {
      sentAt.push(performance.now());
      return Promise.reject<string>(failure('reset'));
    };
    await run(attempt).catch(() => undefined);
    const [first = 0, second = 0] = sentAt;
    // Timers may be a millisecond early.
    expect(second - first).toBeGreaterThanOrEqual(99);
  });

  it('asks for no second admission once the circuit is open', async () => {
    for (let call = 0; call < 19; call++) await run(down('timeout')).catch(() => undefined);
    const admit = jest.fn(() => undefined);
    await expect(run(down(), { admit })).rejects.toMatchObject({ reason: 'circuit open' });
    expect(admit).toHaveBeenCalledTimes(1);
  });

  it('tries what may not be repeated once', async () => {
    const attempt = down();
    await expect(run(attempt, { repeatable: false })).rejects.toMatchObject({ reason: 'status 503' });
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  it('admits each attempt, and sends none that is not admitted', async () => {
    const admit = jest.fn<undefined, []>(() => undefined);
    await run(down(), { admit }).catch(() => undefined);
    expect(admit).toHaveBeenCalledTimes(2);

    const usedUp = new CodedError('wix_rate_limited', 'The budget is used up.');
    const attempt = down();
    await expect(
      run(attempt, {
        admit: () => {
          throw usedUp;
        },
      }),
    ).rejects.toBe(usedUp);
    expect(attempt).not.toHaveBeenCalled();
  });

  it('gives the second attempt what the first has left of the deadline', async () => {
    const attempt = jest.fn<Promise<string>, [number]>(async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      throw failure('reset');
    });
    await run(attempt, { deadline: new Deadline(10_000) }).catch(() => undefined);
    const [first = 0, second = 0] = attempt.mock.calls.map(([deadlineMs]) => deadlineMs);
    expect(first).toBeLessThanOrEqual(10_000);
    expect(second).toBeGreaterThan(0);
    expect(second).toBeLessThanOrEqual(first - 55);
  });

  it('sends a tenth more than was asked for at most, when half of all fails', async () => {
    const attempt = down();
    let calls = 0;
    attempt.mockImplementation(() => (++calls % 5 < 2 ? Promise.reject(failure('reset')) : Promise.resolve('done')));
    for (let call = 0; call < 1_000; call++) await run(attempt).catch(() => undefined);
    expect(attempt.mock.calls.length).toBeGreaterThan(1_050);
    expect(attempt.mock.calls.length).toBeLessThanOrEqual(1_100);
  });

  it('earns no retries with calls that are not sent', async () => {
    const attempt = down();
    let calls = 0;
    attempt.mockImplementation(() => (++calls % 5 < 2 ? Promise.reject(failure('reset')) : Promise.resolve('done')));
    const usedUp = () => {
      throw new CodedError('wix_rate_limited', 'The budget is used up.');
    };
    for (let call = 0; call < 1_000; call++) {
      for (let refused = 0; refused < 9; refused++) await run(attempt, { admit: usedUp }).catch(() => undefined);
      await run(attempt).catch(() => undefined);
    }
    expect(attempt.mock.calls.length).toBeLessThanOrEqual(1_100);
  });

  it('sends no storm when everything fails', async () => {
    const attempt = down();
    await Promise.allSettled(Array.from({ length: 1_000 }, () => run(attempt)));
    expect(attempt.mock.calls.length).toBeLessThanOrEqual(1_100);
    const sent = attempt.mock.calls.length;
    await Promise.allSettled(Array.from({ length: 1_000 }, () => run(attempt)));
    expect(attempt.mock.calls.length).toBe(sent);
  });

  it('sends one probe in five seconds while the circuit is open, and all again when it succeeds', async () => {
    await openCircuit();
    const attempt = down('timeout');
    await expect(run(attempt)).rejects.toMatchObject({ reason: 'circuit open', retryAfterSeconds: 5 });
    expect(attempt).not.toHaveBeenCalled();

    clock.advance(5_000);
    await Promise.allSettled(Array.from({ length: 10 }, () => run(attempt)));
    expect(attempt).toHaveBeenCalledTimes(1);

    clock.advance(5_000);
    await expect(run(() => Promise.resolve('back'))).resolves.toBe('back');
    await expect(run(() => Promise.resolve('back'))).resolves.toBe('back');
  });

  it('tells everybody who is refused how long from now, and why', async () => {
    await openCircuit();
    const never = down();
    await expect(run(never)).rejects.toMatchObject({ reason: 'circuit open', retryAfterSeconds: 5 });
    clock.advance(2_000);
    await expect(run(never)).rejects.toMatchObject({ reason: 'circuit open', retryAfterSeconds: 3 });
    operation.pauseFor(3);
    await expect(run(never)).rejects.toMatchObject({ reason: 'asked to wait', retryAfterSeconds: 3 });
    expect(never).not.toHaveBeenCalled();
  });

  it('sends none of those that wait once the circuit is open', async () => {
    operation = operationWith(20);
    const attempt = down('timeout');
    const withdraw = jest.fn();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, () => run(attempt, { admit: () => withdraw })),
    );
    expect(attempt).toHaveBeenCalledTimes(20);
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(60);
    expect(withdraw).toHaveBeenCalledTimes(40);
  });

  it('takes back the admission of what waited past its deadline, and of nothing that was sent', async () => {
    operation = operationWith(1);
    let end: ((value: string) => void) | undefined;
    const first = run(() => new Promise((resolve) => (end = resolve)));
    const attempt = jest.fn(() => Promise.resolve('done'));
    let admitted = 0;
    const admit = () => {
      admitted += 1;
      return () => {
        admitted -= 1;
      };
    };
    const late = run(attempt, { admit, deadline: new Deadline(1) });
    const patient = run(attempt, { admit });
    await new Promise((resolve) => setTimeout(resolve, 20));
    end?.('done');
    await first;
    await expect(late).rejects.toMatchObject({ code: 'overloaded' });
    await expect(patient).resolves.toBe('done');
    expect(attempt).toHaveBeenCalledTimes(1);
    expect(admitted).toBe(1);
  });

  it('admits what waited anew when it is its turn, so that it counts from when it is sent', async () => {
    operation = operationWith(1);
    const first = deferred<string>();
    const steps: string[] = [];
    const step = (name: string) => () => void steps.push(name);
    const running = run(() => first.promise);
    const waiting = run(
      () => {
        step('sent')();
        return Promise.resolve('done');
      },
      {
        admit: () => {
          step('admitted')();
          return step('withdrawn');
        },
      },
    );
    expect(steps).toEqual(['admitted']);
    first.resolve('done');
    await Promise.all([running, waiting]);
    expect(steps).toEqual(['admitted', 'withdrawn', 'admitted', 'sent']);
  });

  it('sends nothing of what waited once it is admitted no longer', async () => {
    operation = operationWith(2);
    const throttled = new CodedError('wix_rate_limited', 'Wix asked this instance to wait.');
    const ends: (() => void)[] = [];
    let isThrottled = false;
    const admit = () => {
      if (isThrottled) throw throttled;
      return undefined;
    };
    const attempt = jest.fn(
      () =>
        new Promise<string>((resolve) =>
          ends.push(() => {
            resolve('done');
          }),
        ),
    );
    const all = Array.from({ length: 40 }, () => run(attempt, { admit }));
    isThrottled = true;
    ends.forEach((end) => {
      end();
    });
    const outcomes = await Promise.allSettled(all);
    expect(attempt).toHaveBeenCalledTimes(2);
    expect(outcomes.filter((outcome) => outcome.status === 'rejected' && outcome.reason === throttled)).toHaveLength(
      38,
    );
  });

  it('probes although every place is taken by calls that hang', async () => {
    operation = operationWith(20);
    const endings: ((error: Error) => void)[] = [];
    const hang = () => new Promise<string>((_, reject) => endings.push(reject));
    const hanging = Array.from({ length: 40 }, () => run(hang));
    endings.splice(0).forEach((end) => {
      end(failure('timeout'));
    });
    await Promise.allSettled(hanging.slice(0, 20));
    // The other twenty took the places as they came free, or were told that the circuit is open.
    clock.advance(5_000);
    await expect(run(() => Promise.resolve('back'))).resolves.toBe('back');
    endings.forEach((end) => {
      end(failure('timeout'));
    });
    await Promise.allSettled(hanging);
  });

  it('probes although an earlier probe hangs in the only place', async () => {
    operation = operationWith(1);
    await openCircuit();
    clock.advance(5_000);
    let end: ((error: Error) => void) | undefined;
    const hanging = run(() => new Promise<string>((_, reject) => (end = reject)));
    clock.advance(5_000);
    await expect(run(() => Promise.resolve('back'))).resolves.toBe('back');
    end?.(failure('timeout'));
    await expect(hanging).rejects.toMatchObject({ reason: 'timeout' });
  });

  it.each(['status 429', 'status 404'] as const)('opens no circuit for %s', async (reason) => {
    for (let call = 0; call < 100; call++) await run(down(reason)).catch(() => undefined);
    await expect(run(() => Promise.resolve('up'))).resolves.toBe('up');
  });

  it('sends nothing while it pauses', async () => {
    operation.pauseFor(30);
    const attempt = jest.fn(() => Promise.resolve('done'));
    await expect(run(attempt)).rejects.toMatchObject({ reason: 'asked to wait', retryAfterSeconds: 30 });
    clock.advance(30_000);
    await expect(run(attempt)).resolves.toBe('done');
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  it.each([1, 2, 5])(
    'answers as many as at its peak at %d times what it can do, and refuses the others at once',
    async (load) => {
      jest.useFakeTimers();
      operation = operationWith(10);
      // Ten places, 20 ms each: half a call a millisecond.
      const attempt = () => new Promise<string>((resolve) => setTimeout(resolve, 20, 'done'));
      const answered: number[] = [];
      const refused: number[] = [];
      for (let ms = 0; ms < 2_000; ms++) {
        for (let call = 0; call < load; call++) {
          if ((ms * load + call) % 2 === 1) continue;
          const startedAt = performance.now();
          const waited = () => performance.now() - startedAt;
          void run(attempt, { deadline: new Deadline(10_000) }).then(
            () => answered.push(waited()),
            (error: unknown) => {
              expect(error).toMatchObject({ code: 'overloaded', retryAfterSeconds: 1 });
              refused.push(waited());
            },
          );
        }
        await jest.advanceTimersByTimeAsync(1);
      }
      // 1,000 is the peak: 2 s, half a call a millisecond.
      expect(answered.length).toBeGreaterThan(950);
      expect(Math.max(...answered)).toBeLessThanOrEqual(150);
      expect(Math.max(0, ...refused)).toBeLessThanOrEqual(1);
      expect(refused.length).toBeGreaterThanOrEqual((load - 1) * 800);
    },
  );

  it('opens no circuit for what waited until there was too little time', async () => {
    jest.useFakeTimers();
    operation = new UpstreamOperation({ concurrency: 20, longestWaitMs: 1_000 }, clock, new NoChance(), failure);
    const attempt = (deadlineMs: number) =>
      new Promise<string>((resolve, reject) => {
        if (deadlineMs > 800) setTimeout(resolve, 800, 'done');
        else setTimeout(reject, deadlineMs, failure('timeout'));
      });
    const outcomes = Promise.allSettled(Array.from({ length: 40 }, () => run(attempt)));
    await jest.advanceTimersByTimeAsync(1_000);
    expect((await outcomes).filter(({ status }) => status === 'rejected')).toHaveLength(20);
    for (let call = 0; call < 20; call++) await run(() => Promise.resolve('up'));
  });

  it.each([400, 700, 900, 1_200])(
    'answers as many when a call takes %d ms of 1,500, and blames Wix for none that waited too long',
    async (callMs) => {
      jest.useFakeTimers();
      operation = new UpstreamOperation({ concurrency: 64, longestWaitMs: 750 }, clock, new NoChance(), failure);
      const attempt = (deadlineMs: number) =>
        new Promise<string>((resolve, reject) => {
          if (callMs < deadlineMs) setTimeout(resolve, callMs, 'done');
          else setTimeout(reject, deadlineMs, failure('timeout'));
        });
      const outcomes: string[] = [];
      let due = 0;
      for (let ms = 0; ms < 20_000; ms++) {
        for (due += (2 * 64) / callMs; due >= 1; due--) {
          void run(attempt, { deadline: new Deadline(1_500) }).then(
            (answer) => outcomes.push(answer),
            (error: unknown) => outcomes.push(error instanceof WixFailure ? error.reason : 'overloaded'),
          );
        }
        clock.advance(1);
        await jest.advanceTimersByTimeAsync(1);
      }
      const count = (outcome: string) => outcomes.filter((each) => each === outcome).length;
      const peak = (20_000 * 64) / callMs;
      expect(count('done')).toBeGreaterThan(0.85 * peak);
      // Of the first burst alone, when nobody knows how long a call takes.
      expect(count('timeout')).toBeLessThan(0.1 * peak);
      expect(count('circuit open')).toBe(0);
      expect(count('overloaded')).toBeGreaterThan(0.8 * peak);
    },
  );
});
