import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Secret } from '../../src/config/secret';
import { freePort } from './free-port';

/** A redis-server of the machine, started for one test file on a free port; it keeps nothing on disk. */
export class RedisServer {
  #process: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.start();
    return server;
  }

  /** A port where nothing listens, for a Redis that is not there yet. */
  static async absent(): Promise<RedisServer> {
    return new RedisServer(await freePort());
  }

  get url(): Secret {
    return new Secret(`redis://127.0.0.1:${this.port}`);
  }

  async start(): Promise<void> {
    const args = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const started = spawn('redis-server', args, { stdio: 'ignore' });
    this.#process = started;
    const failed = once(started, 'error').then(() => {
      throw new Error('redis-server is not on this machine. Install it: apt-get install redis-server.');
    });
    await Promise.race([this.#ping(), failed]);
  }

  /** Holds the server as it is: connections stay open and nothing is answered (SIGSTOP). */
  hang(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    const running = this.#process;
    if (running?.exitCode !== null || running.signalCode !== null) return;
    const exited = once(running, 'exit');
    // SIGKILL ends a stopped process too.
    running.kill('SIGKILL');
    await exited;
  }

  /** As somebody would who can look into Redis. */
  async with<Result>(work: (redis: Redis) => Promise<Result>): Promise<Result> {
    const redis = new Redis(this.port, '127.0.0.1', { maxRetriesPerRequest: 3, disconnectTimeout: 50 });
    redis.on('error', () => undefined);
    try {
      return await work(redis);
    } finally {
      redis.disconnect();
    }
  }

  async #ping(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const redis = new Redis(this.port, '127.0.0.1', {
        lazyConnect: true,
        disconnectTimeout: 50,
        retryStrategy: () => null,
      });
      redis.on('error', () => undefined);
      const answer = await redis.ping().catch(() => undefined);
      redis.disconnect();
      if (answer === 'PONG') return;
      await sleep(50);
    }
    throw new Error(`redis-server did not answer on port ${this.port}.`);
  }
}
