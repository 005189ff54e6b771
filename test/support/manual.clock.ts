import { Clock } from '../../src/config/clock';

/** A clock that stands still until the test moves it. */
export class ManualClock extends Clock {
  constructor(private time = 1_700_000_000_000) {
    super();
  }

  override now(): number {
    return this.time;
  }

  advance(ms: number): void {
    this.time += ms;
  }
}
