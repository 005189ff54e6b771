import { type DynamicModule, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Telemetry } from '../config/telemetry';
import { HealthController } from './health.controller';
import { HealthRegistry } from './health.registry';
import { Metrics } from './metrics';
import { OpsServer } from './ops.server';

/** Metrics, health and the ops listener. `Telemetry` and `HealthRegistry` are injectable everywhere. */
@Module({})
export class ObservabilityModule {
  /** @param version the gateway's, shown by the detailed health */
  static forRoot(version: string): DynamicModule {
    return {
      module: ObservabilityModule,
      global: true,
      controllers: [HealthController],
      providers: [
        Metrics,
        { provide: Telemetry, useExisting: Metrics },
        { provide: HealthRegistry, useFactory: () => new HealthRegistry() },
        {
          provide: OpsServer,
          useFactory: (config: AppConfig, metrics: Metrics, health: HealthRegistry) =>
            new OpsServer(config, metrics, health, version),
          inject: [AppConfig, Metrics, HealthRegistry],
        },
      ],
      exports: [Metrics, Telemetry, HealthRegistry],
    };
  }
}
