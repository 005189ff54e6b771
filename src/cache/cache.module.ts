import { type Cache, CACHE_MANAGER, CacheModule as NestCacheModule } from '@nestjs/cache-manager';
import { Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { redisCache } from './redis.cache';
import { RedisConnection } from './redis.connection';
import { RedisModule } from './redis.module';
import { RedisSharedTier } from './redis.shared-tier';
import { NoSharedTier, SharedTier } from './shared-tier';

/** What processes share when there is a Redis. Nest's cache stays in here: its keys know no tenant. */
@Module({
  imports: [
    RedisModule,
    NestCacheModule.registerAsync({
      imports: [RedisModule],
      inject: [RedisConnection, AppConfig],
      // Without a Redis nobody uses it.
      useFactory: (connection: RedisConnection | undefined, { app }: AppConfig) =>
        connection === undefined ? {} : redisCache(connection, app),
    }),
  ],
  providers: [
    {
      provide: SharedTier,
      inject: [RedisConnection, CACHE_MANAGER, AppConfig, Clock],
      useFactory: (connection: RedisConnection | undefined, cache: Cache, { app }: AppConfig, clock: Clock) =>
        connection === undefined ? new NoSharedTier() : new RedisSharedTier(connection, cache, app, clock),
    },
  ],
  exports: [RedisModule, SharedTier],
})
export class CacheModule {}
