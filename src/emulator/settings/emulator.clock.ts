import { SettingsStore } from './settings.store';

/** Wix's clock: this machine's, moved by the setting `clockOffsetSeconds`. */
export class EmulatorClock {
  constructor(
    private readonly settings: SettingsStore,
    private readonly machineNow: () => number,
  ) {}

  /** Milliseconds since 1970. */
  now(): number {
    return this.machineNow() + this.settings.values.clockOffsetSeconds * 1000;
  }

  /** Whole seconds since 1970. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }
}
