import { type DynamicModule, Inject, Injectable, Module } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AnonymousLimit } from '../auth/anonymous-limit';
import type { InstanceContext } from '../auth/instance-context';
import { CacheModule } from '../cache/cache.module';
import { RedisConnection } from '../cache/redis.connection';
import { SealingKey } from '../cache/sealing-key';
import { AppConfig } from '../config/app-config';
import { Telemetry } from '../config/telemetry';
import { AnonymousRateLimit } from './anonymous-rate-limit';
import { MemoryRateLimiter } from './memory-rate-limiter';
import { RateLimitGuard } from './rate-limit.guard';
import type { RateLimiter } from './rate-limiter';
import { SharedRateLimiter } from './shared-rate-limiter';

/** Makes limiters: shared by all processes when there is a Redis, this process's own otherwise. */
@Injectable()
class RateLimiters {
  constructor(
    @Inject(RedisConnection) private readonly redis: RedisConnection | undefined,
    private readonly config: AppConfig,
  ) {}

  /** @param kind keeps the counts of limiters apart */
  make(kind: string): RateLimiter {
    const alone = new MemoryRateLimiter();
    if (this.redis === undefined) return alone;
    const { id, secrets } = this.config.app;
    const key = new SealingKey(id, secrets[0]);
    return new SharedRateLimiter(this.redis, (name) => key.name(kind, name), alone);
  }
}

/** Both rate limits. The guard is registered beside the other guards. */
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
      exports: [RateLimitGuard, AnonymousLimit],
    };
  }
}
