import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { AppConfig } from '../config/app-config';
import { Telemetry } from '../config/telemetry';
import { HealthController } from './health.controller';
import { HealthRegistry } from './health.registry';
import { LoggedAudit } from './logged-audit';
import { Metrics } from './metrics';
import { OpsServer } from './ops.server';
import { TraceExport } from './trace-export';

const TRACES = Symbol('traces');

/** Logs, metrics, traces, health and the ops listener. `Telemetry`, `LoggedAudit` and `HealthRegistry` are injectable everywhere. */
@Module({})
export class ObservabilityModule {
  /** @param version the gateway's, shown by the detailed health */
  static forRoot(logger: Logger, version: string): DynamicModule {
    return {
      module: ObservabilityModule,
      global: true,
      controllers: [HealthController],
      providers: [
        Metrics,
        { provide: Telemetry, useExisting: Metrics },
        { provide: LoggedAudit, useFactory: () => new LoggedAudit(logger) },
        {
          provide: TRACES,
          useFactory: ({ traceEndpoint }: AppConfig) =>
            traceEndpoint === undefined ? undefined : TraceExport.start(traceEndpoint, version),
          inject: [AppConfig],
        },
        { provide: HealthRegistry, useFactory: healthOf, inject: [Metrics] },
        {
          provide: OpsServer,
          useFactory: (config: AppConfig, metrics: Metrics, health: HealthRegistry) =>
            new OpsServer(config, metrics, health, version),
          inject: [AppConfig, Metrics, HealthRegistry],
        },
      ],
      exports: [LoggedAudit, Metrics, Telemetry, HealthRegistry],
    };
  }
}

function healthOf(metrics: Metrics): HealthRegistry {
  const health = new HealthRegistry();
  const check = () =>
    metrics.raised('app_credentials_refused')
      ? { ok: false, detail: 'Wix refuses them; check WIX_APP_ID and WIX_APP_SECRET' }
      : { ok: true };
  // Not required: what needs no app identity goes on.
  health.register('app_credentials', check, { required: false });
  return health;
}
