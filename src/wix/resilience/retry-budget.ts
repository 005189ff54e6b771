/** In elevenths of a retry: it is an attempt itself, and so earns one back. */
const COST = 11;
const MOST = 10 * COST;
const START = 3 * COST;

/**
 * How many retries the attempts have earned: one for eleven of them, so that however much fails, a tenth more goes out
 * than came in. The first three are lent, and the first attempts pay for them. Ten can be saved up at most.
 */
export class RetryBudget {
  #balance = START;
  #debt = START;

  /** One attempt that is made, be it a first or a second. */
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
