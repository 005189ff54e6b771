import fc from 'fast-check';
import { RetryBudget } from '../../../../src/wix/resilience/retry-budget';

describe('RetryBudget', () => {
  it('lends three retries to the first calls', () => {
    const budget = new RetryBudget();
    expect([1, 2, 3, 4].map(() => budget.spend())).toEqual([true, true, true, false]);
  });

  it('never gives more than a tenth, beyond the three', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 2_000 }), (wishes) => {
        const budget = new RetryBudget();
        let retries = 0;
        wishes.forEach((wish, call) => {
          budget.earn();
          if (wish && budget.spend()) {
            retries += 1;
            budget.earn();
          }
          expect(retries).toBeLessThanOrEqual(Math.max(3, (call + 1) / 10));
        });
      }),
    );
  });

  it('gives the whole tenth when all is needed, and saves up ten', () => {
    const budget = new RetryBudget();
    const spend = (calls: number) => {
      let retries = 0;
      for (let call = 0; call < calls; call++) {
        budget.earn();
        if (!budget.spend()) continue;
        retries += 1;
        budget.earn();
      }
      return retries;
    };
    // The tenth of the last ten calls comes with the next one.
    expect(spend(1_001)).toBe(100);
    for (let call = 0; call < 10_000; call++) budget.earn();
    expect(Array.from({ length: 20 }, () => budget.spend()).filter(Boolean)).toHaveLength(10);
  });
});
