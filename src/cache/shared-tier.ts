import type { InstanceId } from '../identifiers/guid';

/** What is shared: its kind, and the one thing of that kind. The subject may be a secret; it is only ever hashed. */
export interface SharedKey {
  readonly kind: 'verdict' | 'app-token' | 'unbound-token';
  readonly subject: string;
}

/** What the tier said. */
export interface Reading {
  /** JSON; `undefined` when nothing usable is there. */
  readonly value: unknown;
  /** How long ago the work for the value began, by the tier's own time, in milliseconds; 0 when there is none. */
  readonly ageMs: number;
  /** The tier's own time when it was read. Work that begins after the reading hands it to `write`. */
  readonly moment: number;
}

/** How long an answer is worth waiting for: as long as the tier allows at all, or a moment that no request feels. */
export type Patience = 'full' | 'hasty';

/** What is to be shared. */
export interface SharedEntry {
  /** JSON. */
  readonly value: unknown;
  /** Milliseconds since 1970; nothing is given out from then on. */
  readonly until: number;
  /** Whose it is: it counts no longer once that instance is forgotten. */
  readonly instanceId: InstanceId;
}

export interface LeaseTimes {
  /** How long the others wait for a holder that died; milliseconds. */
  readonly lifeMs: number;
  /** How long a holder that lives may keep it; milliseconds, and no more than a life longer. */
  readonly longestMs: number;
}

/** The right to be the one who asks. Whoever holds it gives it back; should they die, it ends by itself. */
export interface Lease {
  release(): Promise<void>;
}

/**
 * The memory that all processes of an app share. It may be slow, empty or away at any moment: then it answers
 * `undefined` or `away` soon, and the process goes on alone. It never throws, and never gives out what another app,
 * another key, or nobody wrote.
 */
export abstract class SharedTier {
  /**
   * @returns `undefined` when the tier is away; at once when that is known already.
   */
  abstract read(key: SharedKey, patience?: Patience): Promise<Reading | undefined> | undefined;

  /** @param moment of the reading before the work began: what is older than the instance's forgetting does not count. */
  abstract write(key: SharedKey, entry: SharedEntry, moment: number): Promise<void>;

  /** Replaces what is there; where nothing is, nothing is written. */
  abstract overwrite(key: SharedKey, value: unknown, until: number): Promise<void>;

  abstract delete(key: SharedKey): Promise<void>;

  /** At most one process holds the lease of a key, until it gives it back, dies, or has had it for the longest time. */
  abstract lease(key: SharedKey, times: LeaseTimes): Promise<Lease | 'taken' | 'away'>;

  /** What any process wrote of the instance until now no longer counts, and every process is told. */
  abstract forgetInstance(instanceId: InstanceId): void;

  /** Tells whenever a process, this one included, forgot an instance. An instance may be told again later. */
  abstract onForgotten(listener: (instanceId: InstanceId) => void): void;
}

/** A process on its own. */
export class NoSharedTier extends SharedTier {
  override read(): undefined {
    return undefined;
  }

  override write(): Promise<void> {
    return Promise.resolve();
  }

  override overwrite(): Promise<void> {
    return Promise.resolve();
  }

  override delete(): Promise<void> {
    return Promise.resolve();
  }

  override lease(): Promise<'away'> {
    return Promise.resolve('away');
  }

  override forgetInstance(): void {
    // There is nobody to tell.
  }

  override onForgotten(): void {
    // Nobody will ever tell.
  }
}
