import { Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { RedisConnection } from './redis.connection';
import { RedisSharedTier } from './redis.shared-tier';
import { NoSharedTier, SharedTier } from './shared-tier';

/**
 * What processes share when there is a Redis. `RedisConnection` is `undefined` without one, so it is injected as
 * `@Inject(RedisConnection) redis: RedisConnection | undefined`.
 */
@Module({
  providers: [
    {
      provide: RedisConnection,
      inject: [AppConfig],
      useFactory: ({ redisUrl }: AppConfig) => (redisUrl === undefined ? undefined : new RedisConnection(redisUrl)),
    },
    {
      provide: SharedTier,
      inject: [RedisConnection, AppConfig, Clock],
      useFactory: (connection: RedisConnection | undefined, config: AppConfig, clock: Clock) =>
        connection === undefined ? new NoSharedTier() : new RedisSharedTier(connection, config, clock),
    },
  ],
  exports: [RedisConnection, SharedTier],
})
export class CacheModule {}
