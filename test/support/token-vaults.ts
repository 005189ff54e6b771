import { TieredTokenVault } from '../../src/auth/tiered-token.vault';
import { NoSharedTier, type SharedTier } from '../../src/cache/shared-tier';
import type { AppConfig } from '../../src/config/app-config';
import type { Clock } from '../../src/config/clock';
import { Randomness } from '../../src/config/randomness';
import { SilentTelemetry, type Telemetry } from '../../src/config/telemetry';
import { testConfig } from './app-config';

/** Says what the test tells it to; half by default, which is no jitter at all. */
export class FixedRandomness extends Randomness {
  constructor(private readonly value = 0.5) {
    super();
  }

  override next(): number {
    return this.value;
  }
}

/** A vault of one process, alone unless a tier is given. */
export function tokenVault(
  clock: Clock,
  {
    config = testConfig(),
    tier = new NoSharedTier(),
    telemetry = new SilentTelemetry(),
  }: { config?: AppConfig; tier?: SharedTier; telemetry?: Telemetry } = {},
): TieredTokenVault {
  return new TieredTokenVault(config, clock, tier, new FixedRandomness(), telemetry);
}
