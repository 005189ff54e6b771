/**
 * Bounds how many label sets a metric may have. Labels here are closed sets and route templates, but templates are as
 * many as an app's authors write, and a time series database pays for each for good.
 */
export class LabelBudget {
  readonly #admitted = new Set<string>();

  constructor(private readonly size: number) {}

  /** Whether this label set is among the first `size` ones. */
  admits(labels: string): boolean {
    if (this.#admitted.has(labels)) return true;
    if (this.#admitted.size >= this.size) return false;
    this.#admitted.add(labels);
    return true;
  }
}
