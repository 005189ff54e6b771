import { createHmac, randomBytes } from 'node:crypto';
import { ExpiringCache } from '../cache/expiring-cache';
import { Invalidations } from '../cache/invalidations';
import type { AppConfig } from '../config/app-config';
import type { Clock } from '../config/clock';
import type { InstanceId } from '../identifiers/guid';
import type { ActiveToken, RefusedToken, TokenInfo } from '../wix/token-info';

const MEBIBYTE = 1024 * 1024;
const ACTIVE_LIMITS = { entries: 50_000, bytes: 64 * MEBIBYTE };
/** An ActiveToken as an object: ids, dates, and what the cache adds. */
const ACTIVE_BYTES = 800;
const REFUSED_LIMITS = { entries: 10_000, bytes: 2 * MEBIBYTE };
const REFUSED_BYTES = 50;
const REFUSED: RefusedToken = { active: false };

/** A positive verdict, kept beyond its time for as long as it may serve while Token Info is down. */
export interface KnownVerdict {
  readonly verdict: ActiveToken;
  /** When Wix was asked, in milliseconds since 1970: the life of a verdict counts from there. */
  readonly askedAt: number;
  readonly freshUntil: number;
  /** When Token Info failed to say more; `undefined` while it did not. */
  failedAt: number | undefined;
}

/** The verdicts one process remembers, in bounded memory. */
export class VerdictMemory {
  /** Keyed by the token itself, which costs nothing; the key never leaves the process. */
  readonly #active: ExpiringCache<KnownVerdict>;
  /** Refusals have a memory of their own, so that junk cannot push a good verdict out; hashed, so that it is small. */
  readonly #refused: ExpiringCache<RefusedToken>;
  readonly #invalidations = new Invalidations(20_000);
  readonly #hashKey = randomBytes(32);

  constructor(
    private readonly config: Pick<AppConfig, 'app' | 'sessions' | 'verdicts'>,
    private readonly clock: Clock,
  ) {
    this.#active = new ExpiringCache(ACTIVE_LIMITS, () => ACTIVE_BYTES, clock);
    this.#refused = new ExpiringCache(REFUSED_LIMITS, () => REFUSED_BYTES, clock);
  }

  /** The positive verdict on a token, be it past its time; never past the token's own end. */
  active(token: string): KnownVerdict | undefined {
    return this.#active.get(token);
  }

  refused(token: string): RefusedToken | undefined {
    // An empty memory, the usual case, is not worth a hash.
    return this.#refused.size === 0 ? undefined : this.#refused.get(this.#hash(token));
  }

  /** The moment at which a question begins, for `keep`. */
  mark(): number {
    return this.#invalidations.mark();
  }

  /**
   * Remembers what Wix said. A yes does not count any more when the token was refused, or its instance forgotten, after
   * the question began.
   *
   * @param askedAt milliseconds since 1970
   * @returns whether the verdict may be relied on by others: a yes that counts.
   */
  keep(token: string, verdict: TokenInfo, askedAt: number, mark: number): boolean {
    const { ttlMs, staleMs, negativeTtlMs } = this.config.verdicts;
    const now = this.clock.now();
    const hash = this.#hash(token);
    if (!verdict.active || !this.#isForUs(verdict)) {
      if (!verdict.active) this.#invalidations.invalidate(hash);
      this.#active.delete(token);
      this.#refused.set(hash, REFUSED, Math.min(askedAt, now) + negativeTtlMs);
      return false;
    }
    if (this.#invalidations.since(hash, mark) || this.#invalidations.since(verdict.instanceId ?? '', mark))
      return false;
    this.#refused.delete(hash);
    // Later than now: the system's time was set back meanwhile, and nobody knows how old the answer is.
    if (ttlMs === 0 || askedAt > now || askedAt <= (this.#active.get(token)?.askedAt ?? 0)) return false;
    const freshUntil = Math.min(askedAt + ttlMs, verdict.expiresAt);
    const until = Math.min(askedAt + ttlMs + staleMs, verdict.expiresAt);
    this.#active.set(token, { verdict, askedAt, freshUntil, failedAt: undefined }, until, verdict.instanceId);
    return true;
  }

  /** Token Info could not say what is with the token now. */
  failed(token: string): void {
    const known = this.#active.get(token);
    if (known !== undefined) known.failedAt = this.clock.now();
  }

  forgetInstance(instanceId: InstanceId): void {
    this.#invalidations.invalidate(instanceId);
    this.#active.deleteGroup(instanceId);
  }

  /** How many of each are remembered. */
  get size(): { readonly active: number; readonly refused: number } {
    return { active: this.#active.size, refused: this.#refused.size };
  }

  /**
   * What Wix calls active and is still good for nothing here (another app's, without an instance, past its end) is kept
   * like a refusal: such tokens can be had by anybody, and must not push good ones out.
   */
  #isForUs(verdict: ActiveToken): boolean {
    if (verdict.expiresAt <= this.clock.now()) return false;
    if (verdict.clientId === this.config.app.id) return verdict.instanceId !== undefined;
    return verdict.clientId === this.config.sessions?.clientId;
  }

  #hash(token: string): string {
    return createHmac('sha256', this.#hashKey).update(token).digest('base64');
  }
}
