import { Deadline } from '../../../../src/wix/resilience/deadline';

describe('Deadline', () => {
  afterEach(() => jest.useRealTimers());

  it('runs down to 0 on the clock of the timers', () => {
    jest.useFakeTimers();
    const deadline = new Deadline(1_500);
    jest.advanceTimersByTime(1_000);
    expect(deadline.remainingMs).toBe(500);
    jest.setSystemTime(Date.now() - 120_000);
    expect(deadline.remainingMs).toBe(500);
    jest.advanceTimersByTime(1_000);
    expect(deadline.remainingMs).toBe(0);
  });
});
