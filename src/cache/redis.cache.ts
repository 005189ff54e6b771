import type { CreateCacheOptions } from 'cache-manager';
import { Keyv } from 'keyv';
import type { AppConfig } from '../config/app-config';
import type { RedisConnection } from './redis.connection';
import { RedisEntryStore } from './redis.entry-store';
import { SealingKey } from './sealing-key';

/** The cache of all processes, for `@nestjs/cache-manager`. Nothing is kept in this process: that is the vault's part. */
export function redisCache(connection: RedisConnection, app: AppConfig['app']): CreateCacheOptions {
  const keyv = new Keyv({ store: new RedisEntryStore(connection, SealingKey.allOf(app)), useKeyPrefix: false });
  // The store seals, and so writes the text itself.
  keyv.serialize = undefined;
  keyv.deserialize = undefined;
  return { stores: [keyv] };
}
