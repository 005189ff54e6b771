import { Telemetry } from '../../src/config/telemetry';

/** Keeps what is counted. */
export class RecordingTelemetry extends Telemetry {
  readonly counted: unknown[] = [];

  count(name: string, labels: object): void {
    this.counted.push([name, labels]);
  }

  alarm(): void {
    // No alarm is raised here.
  }
}
