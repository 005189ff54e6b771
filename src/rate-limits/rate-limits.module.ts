import { type DynamicModule, Module } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AnonymousLimit } from '../auth/anonymous-limit';
import type { InstanceContext } from '../auth/instance-context';
import { CacheModule } from '../cache/cache.module';
import { AppConfig } from '../config/app-config';
import { Telemetry } from '../config/telemetry';
import { AnonymousRateLimit } from './anonymous-rate-limit';
import { RateLimitGuard } from './rate-limit.guard';
import { RateLimiters } from './rate-limiters';

/** Both rate limits, and what others are made with. The guard is registered beside the other guards. */
@Module({})
export class RateLimitsModule {
  /** @param instanceOf what authentication has left on the request */
  static forRoot(instanceOf: (request: FastifyRequest) => InstanceContext | undefined): DynamicModule {
    return {
      module: RateLimitsModule,
      global: true,
      imports: [CacheModule],
      providers: [
        RateLimiters,
        {
          provide: RateLimitGuard,
          useFactory: (limiters: RateLimiters, config: AppConfig, telemetry: Telemetry) =>
            new RateLimitGuard(limiters.make('rate-limit'), config, telemetry, instanceOf),
          inject: [RateLimiters, AppConfig, Telemetry],
        },
        {
          provide: AnonymousLimit,
          useFactory: (limiters: RateLimiters, config: AppConfig, telemetry: Telemetry) =>
            new AnonymousRateLimit(limiters.make('anonymous-limit'), config, telemetry),
          inject: [RateLimiters, AppConfig, Telemetry],
        },
      ],
      exports: [AnonymousLimit, RateLimitGuard, RateLimiters],
    };
  }
}
