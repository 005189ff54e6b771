import { Inject, Injectable } from '@nestjs/common';
import { RedisConnection } from '../cache/redis.connection';
import { SealingKey } from '../cache/sealing-key';
import { AppConfig } from '../config/app-config';
import { MemoryRateLimiter } from './memory-rate-limiter';
import type { RateLimiter } from './rate-limiter';
import { SharedRateLimiter } from './shared-rate-limiter';

/** Makes limiters: shared by all processes when there is a Redis, this process's own otherwise. */
@Injectable()
export class RateLimiters {
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
