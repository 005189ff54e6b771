/** Chance. Injected, so that a test owns it. For spreading moments apart; keys and secrets come from `node:crypto`. */
export abstract class Randomness {
  /** 0 or more and less than 1. */
  abstract next(): number;
}

export class SystemRandomness extends Randomness {
  next(): number {
    return Math.random();
  }
}
