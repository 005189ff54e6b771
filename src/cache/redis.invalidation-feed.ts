import type { ChainableCommander, Redis } from 'ioredis';
import { type InstanceId, parseInstanceId } from '../identifiers/guid';
import type { RedisConnection } from './redis.connection';
import type { SealingKey } from './sealing-key';

const HEARTBEAT_MS = 1000;
/** What a process that was not connected can still catch up on. */
const REMEMBERED = 1000;
const REMEMBERED_MS = 24 * 3_600_000;

interface Channel {
  readonly name: string;
  readonly listName: string;
  readonly key: SealingKey;
}

/**
 * Tells every process which instances were forgotten: by publish and subscribe, and by a short list that each reads when
 * it has (re)connected, for what was said in between. During a rotation of the app secret it is said with both.
 */
export class RedisInvalidationFeed {
  readonly #channels: readonly Channel[];
  readonly #subscriber: Redis;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #heard: (instanceId: InstanceId) => void;
  /** Whose list is still to be read since the last subscription. */
  readonly #unread = new Set<Channel>();

  /** @param on what to do about an instance that was forgotten, and, every second, about the feed being in order. */
  constructor(
    private readonly connection: Pick<RedisConnection, 'run' | 'subscriber'>,
    keys: readonly SealingKey[],
    on: { readonly forgotten: (instanceId: InstanceId) => void; readonly alive: () => void },
  ) {
    this.#channels = keys.map((key) => ({
      name: key.name('forgotten', 'channel'),
      listName: key.name('forgotten', 'list'),
      key,
    }));
    this.#heard = on.forgotten;
    this.#subscriber = connection.subscriber();
    this.#subscriber.on('messageBuffer', (name: Buffer, sealed: Buffer) => {
      this.#hear(name.toString(), sealed);
    });
    this.#subscriber.on('ready', () => {
      void this.#subscribe();
    });
    // A connection that only listens would not notice that the other end is gone.
    this.#heartbeat = setInterval(() => {
      if (this.#subscriber.status !== 'ready') return;
      this.#subscriber.ping().then(
        () => {
          on.alive();
          void this.#catchUp();
        },
        () => {
          this.#reconnect();
        },
      );
    }, HEARTBEAT_MS).unref();
  }

  /** Adds what tells everybody to a chain of commands. */
  say(chain: ChainableCommander, instanceId: InstanceId): void {
    for (const { name, listName, key } of this.#channels) {
      const sealed = key.seal(name, instanceId);
      chain
        .lpush(listName, sealed)
        .ltrim(listName, 0, REMEMBERED - 1)
        .pexpire(listName, REMEMBERED_MS);
      chain.publish(name, sealed);
    }
  }

  close(): void {
    clearInterval(this.#heartbeat);
  }

  async #subscribe(): Promise<void> {
    try {
      await this.#subscriber.subscribe(...this.#channels.map(({ name }) => name));
    } catch {
      this.#reconnect();
      return;
    }
    for (const channel of this.#channels) this.#unread.add(channel);
    await this.#catchUp();
  }

  /** The connection that can read may come back later than the one that listens: what it can't, the next heartbeat tries. */
  async #catchUp(): Promise<void> {
    for (const channel of this.#unread) {
      // Before it is read: a subscription made meanwhile wants it read again.
      this.#unread.delete(channel);
      const missed = await this.connection.run((redis) => redis.lrangeBuffer(channel.listName, 0, -1));
      if (missed === undefined) {
        this.#unread.add(channel);
        return;
      }
      for (const sealed of missed) this.#hear(channel.name, sealed);
    }
  }

  /** A connection that does not answer, or has no subscription, is worth nothing. One that is being made is left alone. */
  #reconnect(): void {
    if (this.#subscriber.status === 'ready') this.#subscriber.disconnect(true);
  }

  #hear(name: string, sealed: Buffer): void {
    const key = this.#channels.find((channel) => channel.name === name)?.key;
    const instanceId = parseInstanceId(key?.open(name, sealed));
    if (instanceId !== undefined) this.#heard(instanceId);
  }
}
