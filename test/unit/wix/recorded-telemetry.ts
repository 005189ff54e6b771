import { Telemetry } from '../../../src/config/telemetry';
import type { Counts } from '../../../src/config/telemetry';

/** Keeps what was counted, each as its name and labels. */
export class RecordedTelemetry extends Telemetry {
  readonly counts: string[] = [];

  count<Name extends keyof Counts>(name: Name, labels: Counts[Name]): void {
    this.counts.push([name, ...Object.values(labels)].join(' '));
  }

  alarm(): void {
    // None of these tests raises one.
  }
}
