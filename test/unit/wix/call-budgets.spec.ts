import type { CodedError } from '../../../src/errors/coded.error';
import { parseInstanceId } from '../../../src/identifiers/guid';
import { CallBudgets } from '../../../src/wix/call-budgets';
import { given } from '../../support/app-config';
import { ManualClock } from '../../support/manual.clock';
import { INSTANCE_ID, OTHER_INSTANCE_ID, testConfig } from './test-app';

describe('CallBudgets', () => {
  let clock: ManualClock;
  let budgets: CallBudgets;

  beforeEach(() => {
    clock = new ManualClock(1_700_000_000_000);
    budgets = new CallBudgets(testConfig('http://127.0.0.1:9', { budgetPerInstance: 5 }), clock);
  });

  const take = (count: number, instanceId = INSTANCE_ID) => {
    for (let call = 0; call < count; call++) budgets.take(instanceId);
  };
  /** `undefined` when it passes. */
  const refusal = (instanceId = INSTANCE_ID): number | undefined => {
    try {
      budgets.take(instanceId);
      return undefined;
    } catch (error) {
      const { code, retryAfterSeconds } = error as CodedError;
      expect(code).toBe('wix_rate_limited');
      return given(retryAfterSeconds);
    }
  };

  it('lets the budget of a minute through, and says when the next call may go, in a minute at the latest', () => {
    take(5);
    expect(refusal()).toBe(60);
    clock.advance(30_000);
    expect(refusal()).toBe(31);
    clock.advance(31_000);
    expect(refusal()).toBeUndefined();
  });

  it('never lets more through in any minute', () => {
    const passed: number[] = [];
    for (let second = 0; second < 600; second += 1) {
      if (refusal() === undefined) passed.push(second);
      if (second % 7 === 0 && refusal() === undefined) passed.push(second);
      clock.advance(1_000);
      expect(passed.filter((at) => at > second - 60).length).toBeLessThanOrEqual(5);
    }
    expect(passed.length).toBeGreaterThan(40);
  });

  it('counts no refused call', () => {
    take(5);
    for (let call = 0; call < 100; call++) refusal();
    clock.advance(61_000);
    take(5);
    expect(refusal()).toBeDefined();
  });

  it('gives back what was not sent after all, once it is known, and only that', () => {
    const [withdraw] = Array.from({ length: 5 }, () => budgets.take(INSTANCE_ID));
    clock.advance(3_000);
    expect(refusal()).toBe(58);
    withdraw?.();
    expect(refusal()).toBeUndefined();
    expect(refusal()).toBe(58);
    clock.advance(120_000);
    take(5);
    withdraw?.();
    expect(refusal()).toBe(60);
  });

  it('leaves the other instances alone', () => {
    take(5);
    budgets.throttled(INSTANCE_ID, 60);
    expect(refusal()).toBeDefined();
    take(5, OTHER_INSTANCE_ID);
  });

  it('waits as long as Wix asks', () => {
    expect(budgets.throttled(INSTANCE_ID, 7)).toBe(7);
    expect(refusal()).toBe(7);
    clock.advance(6_999);
    expect(refusal()).toBe(1);
    clock.advance(1);
    expect(refusal()).toBeUndefined();
  });

  it('waits longer each time when Wix does not say how long, until Wix takes a call again', () => {
    const waits = [5, 10, 20, 40, 60, 60].map(() => {
      const seconds = budgets.throttled(INSTANCE_ID, undefined);
      clock.advance(seconds * 1000);
      return seconds;
    });
    expect(waits).toEqual([5, 10, 20, 40, 60, 60]);
    budgets.accepted(INSTANCE_ID);
    expect(budgets.throttled(INSTANCE_ID, undefined)).toBe(5);
  });

  it('waits longer when Wix asks for that while it waits already, and no shorter', () => {
    budgets.throttled(INSTANCE_ID, 5);
    expect(budgets.throttled(INSTANCE_ID, 30)).toBe(30);
    expect(budgets.throttled(INSTANCE_ID, 1)).toBe(30);
    expect(refusal()).toBe(30);
  });

  it('takes the 429 of many calls at once for one', () => {
    expect([1, 2, 3].map(() => budgets.throttled(INSTANCE_ID, undefined))).toEqual([5, 5, 5]);
    clock.advance(5_000);
    expect(budgets.throttled(INSTANCE_ID, undefined)).toBe(10);
  });

  it('remembers 20,000 instances at most, the latest', () => {
    budgets.throttled(INSTANCE_ID, 60);
    budgets.throttled(OTHER_INSTANCE_ID, 60);
    for (let instance = 0; instance < 19_999; instance++) {
      const id = `33333333-3333-4333-8333-${String(instance).padStart(12, '0')}`;
      budgets.take(given(parseInstanceId(id)));
    }
    expect(refusal(OTHER_INSTANCE_ID)).toBe(60);
    expect(refusal(INSTANCE_ID)).toBeUndefined();
  });
});
