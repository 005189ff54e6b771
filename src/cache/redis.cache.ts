import type { CreateCacheOptions } from 'cache-manager';
import { Keyv } from 'keyv';
import type { AppConfig } from '../config/app-config';
import type { RedisConnection } from './redis.connection';
import { RedisEntryStore } from './redis.entry-store';
import { SealingKey } from './sealing-key';

/** The cache of all processes, for `@nestjs/cache-manager`. Nothing is kept in this process: that is the vault's part. */
export function redisCache(connection: RedisConnection, app: AppConfig['app']): CreateCacheOptions {
  const store = new RedisEntryStore(connection, SealingKey.allOf(app));
  return { stores: [new Keyv({ store, useKeyPrefix: false })] };
}
