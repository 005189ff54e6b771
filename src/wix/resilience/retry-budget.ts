/** In tenths of a retry. */
const COST = 10;
const MOST = 10 * COST;
const START = 3 * COST;

/**
 * How many retries the calls have earned: one for ten of them, so that however much fails, a tenth more goes out than
 * came in. The first three are lent, and the first thirty calls pay for them. Ten can be saved up at most.
 */
export class RetryBudget {
  #balance = START;
  #debt = START;

  /** One first attempt. */
  earn(): void {
    if (this.#debt > 0) this.#debt -= 1;
    else this.#balance = Math.min(MOST, this.#balance + 1);
  }

  /** Whether one more attempt may be made, which it then pays for. */
  spend(): boolean {
    if (this.#balance < COST) return false;
    this.#balance -= COST;
    return true;
  }
}
