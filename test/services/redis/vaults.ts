import { Logger } from '@nestjs/common';
import { createCache } from 'cache-manager';
import type { TieredTokenVault } from '../../../src/auth/tiered-token.vault';
import { redisCache } from '../../../src/cache/redis.cache';
import { RedisConnection, type RedisLimits } from '../../../src/cache/redis.connection';
import { RedisSharedTier } from '../../../src/cache/redis.shared-tier';
import type { AppConfig } from '../../../src/config/app-config';
import { type Clock, SystemClock } from '../../../src/config/clock';
import type { Secret } from '../../../src/config/secret';
import { testConfig } from '../../support/app-config';
import { tokenVault } from '../../support/token-vaults';

Logger.overrideLogger(false);

/** The vault of one process, with its own connections, as the module builds it. */
export interface VaultProcess {
  readonly vault: TieredTokenVault;
  readonly tier: RedisSharedTier;
  readonly connection: RedisConnection;
}

/** For tests of what is shared: a busy machine is no reason to go on alone. */
const UNHURRIED: RedisLimits = { answerMs: 3000, hastyMs: 3000, probeMs: 100, startMs: 3000 };
/** As in production. */
export const HURRIED: RedisLimits = { answerMs: 100, hastyMs: 15, probeMs: 200, startMs: 500 };

interface Surroundings {
  readonly config: AppConfig;
  readonly clock: Clock;
  readonly limits: RedisLimits;
}

const started: VaultProcess[] = [];

export async function startVault(
  url: Secret,
  { config = testConfig(), clock = new SystemClock(), limits = UNHURRIED }: Partial<Surroundings> = {},
): Promise<VaultProcess> {
  const connection = new RedisConnection(url, limits);
  const cache = createCache(redisCache(connection, config.app));
  const tier = new RedisSharedTier(connection, cache, config.app, clock);
  const vault = tokenVault(clock, { config, tier });
  await connection.onModuleInit();
  const process = { vault, tier, connection };
  started.push(process);
  return process;
}

export async function stopVaults(): Promise<void> {
  for (const { tier, connection } of started.splice(0)) {
    await tier.onApplicationShutdown();
    await connection.onApplicationShutdown();
  }
}
