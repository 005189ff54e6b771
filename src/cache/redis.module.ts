import { Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { RedisConnection } from './redis.connection';

/**
 * The connection to Redis. It is `undefined` when there is none, so it is injected as
 * `@Inject(RedisConnection) redis: RedisConnection | undefined`.
 */
@Module({
  providers: [
    {
      provide: RedisConnection,
      inject: [AppConfig],
      useFactory: ({ redisUrl }: AppConfig) => (redisUrl === undefined ? undefined : new RedisConnection(redisUrl)),
    },
  ],
  exports: [RedisConnection],
})
export class RedisModule {}
