import { setImmediate as nextTurn } from 'node:timers/promises';
import { turnEnd } from '../../../src/event-loop/turn-end';

describe('turnEnd', () => {
  it('comes after all that this turn still has to do, for all who wait one right after the other', async () => {
    const order: string[] = [];
    const first = turnEnd().then(() => {
      order.push('first');
      process.nextTick(() => order.push('what the first left for later'));
    });
    const second = turnEnd().then(() => order.push('second'));
    await Promise.resolve();
    order.push('a microtask of this turn');
    await Promise.all([first, second]);
    await nextTurn();
    expect(order).toEqual(['a microtask of this turn', 'first', 'second', 'what the first left for later']);
  });

  it('is another one for each turn', async () => {
    const one = turnEnd();
    expect(turnEnd()).toBe(one);
    await one;
    expect(turnEnd()).not.toBe(one);
  });
});
