import { Logger } from '@nestjs/common';
import { RedisConnection } from '../../../src/cache/redis.connection';
import { Secret } from '../../../src/config/secret';
import { freePort } from '../../support/free-port';

describe('a Redis that cannot be reached', () => {
  it('is named by its setting, with the reason and without the address, which holds the password', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    const redis = new RedisConnection(new Secret(`redis://:hunter2@127.0.0.1:${await freePort()}`));
    await redis.onModuleInit();
    await redis.onApplicationShutdown();
    expect(warn.mock.calls).toEqual([
      ['Not connected to REDIS_URL (ECONNREFUSED): this process goes on alone, and tries again.'],
    ]);
    warn.mockRestore();
  });
});
