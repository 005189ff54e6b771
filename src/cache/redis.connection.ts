import { setImmediate as poll, setTimeout as sleep } from 'node:timers/promises';
import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import type { Secret } from '../config/secret';
import type { Patience } from './shared-tier';

export interface RedisLimits {
  /** Of one `run`. Whoever is past it makes all skip Redis until it answers a ping again. */
  readonly answerMs: number;
  /** What a request waits that can do without: the rest of the work goes on, and is only then a reason to skip Redis. */
  readonly hastyMs: number;
  /** Between two pings while Redis does not answer. */
  readonly probeMs: number;
  /** How long the process waits at its start for a connection, before it goes on without. */
  readonly startMs: number;
}

const DEFAULT_LIMITS: RedisLimits = { answerMs: 100, hastyMs: 15, probeMs: 1000, startMs: 500 };

/** ioredis's own defaults keep a command waiting for 40 s and more when Redis no longer answers. */
const OPTIONS: RedisOptions = {
  commandTimeout: 500,
  connectTimeout: 1000,
  disconnectTimeout: 100,
  keepAlive: 10_000,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  disableClientInfo: true,
  retryStrategy: (attempt) => Math.min(2000, 50 * 2 ** Math.min(attempt, 6)),
};

/**
 * The connection to Redis for everything that is shared between processes. It cannot hang and does not throw: commands
 * that get no answer in time, or an error, are `undefined`, and while Redis is away nobody waits for it.
 */
export class RedisConnection implements OnModuleInit, OnApplicationShutdown {
  readonly #redis: Redis;
  readonly #clients: Redis[] = [];
  readonly #logger = new Logger('Redis');
  #connected: boolean | undefined;
  #reason = 'closed';
  #answers = true;
  #closed = false;

  constructor(
    private readonly url: Secret,
    private readonly limits: RedisLimits = DEFAULT_LIMITS,
  ) {
    this.#redis = this.#connect();
    this.#redis.on('ready', () => {
      this.#connected = true;
      this.#logger.log('Connected.');
    });
    this.#redis.on('error', (error: Error) => {
      this.#reason = reasonOf(error);
    });
    this.#redis.on('close', () => {
      if (this.#connected !== false && !this.#closed) {
        this.#logger.warn(`Not connected to REDIS_URL (${this.#reason}): this process goes on alone, and tries again.`);
      }
      this.#connected = false;
    });
  }

  /** Gives the connection a moment, so that the first requests already share. */
  async onModuleInit(): Promise<void> {
    if (this.available) return;
    const ready = new Promise<void>((resolve) => this.#redis.once('ready', resolve));
    await Promise.race([ready, sleep(this.limits.startMs, undefined, { ref: false })]);
  }

  /** Whether a command has a chance at the moment. */
  get available(): boolean {
    return this.#answers && this.#redis.status === 'ready';
  }

  /**
   * Runs a few commands.
   *
   * @param patience `hasty` where going on without an answer costs little.
   * @returns `undefined` when Redis is away, slow, or refuses. Whether the commands took effect is not known then.
   */
  async run<Answer>(
    commands: (redis: Redis) => Promise<Answer>,
    patience: Patience = 'full',
  ): Promise<Answer | undefined> {
    if (!this.available) return undefined;
    let pending = true;
    // The error is never logged: those of ioredis hold the command with its arguments.
    const answer = commands(this.#redis)
      .catch(() => undefined)
      .finally(() => {
        pending = false;
      });
    const overdue = elapsed(this.limits.answerMs).then(() => {
      if (pending) this.#pause();
      return undefined;
    });
    return Promise.race([answer, patience === 'hasty' ? elapsed(this.limits.hastyMs) : overdue]);
  }

  /** A second connection, for subscriptions: Redis lets a subscribed one do nothing else. It is closed with this one. */
  subscriber(): Redis {
    return this.#connect();
  }

  /** What was already sent is still answered. */
  async onApplicationShutdown(): Promise<void> {
    this.#closed = true;
    await this.run((redis) => redis.quit());
    for (const client of this.#clients) client.disconnect();
  }

  #connect(): Redis {
    const client = new Redis(this.url.reveal(), OPTIONS);
    // Without a listener ioredis prints the error; what it means shows in `close` and in the commands.
    client.on('error', () => undefined);
    this.#clients.push(client);
    return client;
  }

  /** Nobody waits for Redis again before it has answered a ping, which nobody waits for. */
  #pause(): void {
    if (!this.#answers) return;
    this.#answers = false;
    this.#logger.warn('No answer in time: this process goes on alone until there is one.');
    void this.#probe();
  }

  async #probe(): Promise<void> {
    do await sleep(this.limits.probeMs, undefined, { ref: false });
    while (!(await this.#isAlive()));
    this.#answers = true;
  }

  async #isAlive(): Promise<boolean> {
    if (this.#closed) return true;
    try {
      await this.#redis.ping();
      return true;
    } catch {
      // A connection that owes an answer for so long is dead: it is made anew.
      if (this.#redis.status === 'ready') this.#redis.disconnect(true);
      return false;
    }
  }
}

/** No more of an error of ioredis may be logged, for it may hold a command with its arguments. */
function reasonOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  // A refusal of Redis's begins with a word such as WRONGPASS.
  return /^[A-Z]+(?= )/.exec(error.message)?.[0] ?? error.name;
}

/** The time, and then whatever has arrived meanwhile: when this process itself was busy, Redis is not to blame. */
async function elapsed(ms: number): Promise<undefined> {
  await sleep(ms, undefined, { ref: false });
  await poll();
  return undefined;
}
