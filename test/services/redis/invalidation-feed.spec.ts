import { Logger } from '@nestjs/common';
import { RedisConnection } from '../../../src/cache/redis.connection';
import { RedisInvalidationFeed } from '../../../src/cache/redis.invalidation-feed';
import { SealingKey } from '../../../src/cache/sealing-key';
import type { InstanceId } from '../../../src/identifiers/guid';
import { testConfig } from '../../support/app-config';
import { RedisServer } from '../../support/redis.server';
import { until } from '../../support/until';
import { INSTANCE_ID, OTHER_INSTANCE_ID } from '../../support/verdicts';

Logger.overrideLogger(false);

const KEYS = SealingKey.allOf(testConfig().app);

let redis: RedisServer;
let connection: RedisConnection;
let feed: RedisInvalidationFeed;
let heard: InstanceId[];

beforeEach(async () => {
  redis = await RedisServer.start();
  connection = new RedisConnection(redis.url, { answerMs: 3000, hastyMs: 3000, probeMs: 100, startMs: 3000 });
  await connection.onModuleInit();
  heard = [];
});
afterEach(async () => {
  feed.close();
  await connection.onApplicationShutdown();
  await redis.stop();
});

function listenOn(of: Pick<RedisConnection, 'run' | 'subscriber'>): RedisInvalidationFeed {
  const own = heard;
  return new RedisInvalidationFeed(of, KEYS, {
    forgotten: (instanceId) => own.push(instanceId),
    alive: () => undefined,
  });
}
const say = (instanceId: InstanceId) =>
  connection.run((client) => {
    const chain = client.multi();
    feed.say(chain, instanceId);
    return chain.exec();
  });

it('hears what was said before it listened, though the other connection is back only later', async () => {
  feed = listenOn(connection);
  await say(INSTANCE_ID);
  feed.close();

  heard = [];
  let isBack = false;
  let tries = 0;
  feed = listenOn({
    subscriber: () => connection.subscriber(),
    run: (commands) => {
      tries += 1;
      return isBack ? connection.run(commands) : Promise.resolve(undefined);
    },
  });
  await until(() => tries > 0);
  isBack = true;
  await until(() => heard.includes(INSTANCE_ID));
});

it('reads what was said once, and then only listens', async () => {
  let reads = 0;
  feed = listenOn({
    subscriber: () => connection.subscriber(),
    run: (commands) => {
      reads += 1;
      return connection.run(commands);
    },
  });
  await until(() => reads > 0);
  // Longer than it takes until the feed looks after itself.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await say(OTHER_INSTANCE_ID);
  await until(() => heard.includes(OTHER_INSTANCE_ID));
  expect(reads).toBe(KEYS.length);
});
