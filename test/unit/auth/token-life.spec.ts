import { renewAt, usableUntil } from '../../../src/auth/token-life';
import { FixedRandomness } from '../../support/token-vaults';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const life = (ms: number) => ({ issuedAt: 0, expiresAt: ms });

describe('a token', () => {
  it.each([
    [4 * HOUR, 4 * HOUR - 60 * SECOND],
    [300 * SECOND, 240 * SECOND],
    [100 * SECOND, 80 * SECOND],
    [10 * SECOND, 8 * SECOND],
  ])('that lives %d ms is handed out for %d ms', (ms, usable) => {
    expect(usableUntil(life(ms))).toBe(usable);
  });

  it.each([
    [0, 0.75],
    [0.5, 0.8],
    [1, 0.85],
  ])('is renewed at 80 %% of its life, give or take 5 %% (chance %d)', (chance, share) => {
    expect(renewAt(life(4 * HOUR), new FixedRandomness(chance))).toBeCloseTo(4 * HOUR * share, 0);
  });

  it.each([300, 60, 10, 1])('of %d s is renewed while it is still usable', (seconds) => {
    for (const chance of [0, 0.5, 0.999]) {
      const token = life(seconds * SECOND);
      expect(renewAt(token, new FixedRandomness(chance))).toBeLessThan(usableUntil(token));
    }
  });
});
