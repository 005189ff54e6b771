import { type DynamicModule, Module } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AnonymousLimit } from '../auth/anonymous-limit';
import type { InstanceContext } from '../auth/instance-context';
import { AppConfig } from '../config/app-config';
import { Telemetry } from '../config/telemetry';
import { AnonymousRateLimit } from './anonymous-rate-limit';
import { MemoryRateLimiter } from './memory-rate-limiter';
import { RateLimitGuard } from './rate-limit.guard';

/** Both rate limits, counted in this process. The guard is registered beside the other guards. */
@Module({})
export class RateLimitsModule {
  /** @param instanceOf what authentication has left on the request */
  static forRoot(instanceOf: (request: FastifyRequest) => InstanceContext | undefined): DynamicModule {
    return {
      module: RateLimitsModule,
      global: true,
      providers: [
        {
          provide: RateLimitGuard,
          useFactory: (config: AppConfig, telemetry: Telemetry) =>
            new RateLimitGuard(new MemoryRateLimiter(), config, telemetry, instanceOf),
          inject: [AppConfig, Telemetry],
        },
        {
          provide: AnonymousLimit,
          useFactory: (config: AppConfig, telemetry: Telemetry) =>
            new AnonymousRateLimit(new MemoryRateLimiter(), config, telemetry),
          inject: [AppConfig, Telemetry],
        },
      ],
      exports: [RateLimitGuard, AnonymousLimit],
    };
  }
}
