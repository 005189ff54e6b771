import { LRUCache } from 'lru-cache';
import { ExpiringCache } from '../cache/expiring-cache';
import { Invalidations } from '../cache/invalidations';
import type { SharedKey } from '../cache/shared-tier';
import { SingleFlight } from '../cache/single-flight';
import type { Clock } from '../config/clock';
import type { Randomness } from '../config/randomness';
import type { InstanceId } from '../identifiers/guid';
import type { AccessToken } from '../wix/access-token';
import type { IssuedToken } from '../wix/issued-token';
import type { KeptToken, SharedTokens, TokenRequest } from './shared-tokens';
import { renewAt, usableUntil } from './token-life';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** So many tokens of a subject can requests still hold that began before they were refused. */
const GENERATIONS = 3;

interface Entry {
  readonly token: KeptToken;
  /** When the next use renews it: in time, or after a pause when that failed. */
  renewAt: number;
  pauseMs: number;
}

/** Which token, whose, and how Wix is asked for it. */
export interface TokenQuery {
  readonly subject: string;
  readonly instanceId: InstanceId;
  readonly issue: () => Promise<IssuedToken>;
  /** A token that Wix has just refused. */
  readonly rejected: AccessToken | undefined;
}

/** Tokens of one kind that Wix issued to us: bounded, usable when handed out, one question to Wix at a time for each. */
export class IssuedTokens {
  readonly #kept: ExpiringCache<Entry>;
  readonly #flights = new SingleFlight<AccessToken>();
  readonly #renewals = new SingleFlight<void>();
  /** The last tokens of a subject that Wix refused, the newest last. What is forgotten of them costs one question more. */
  readonly #refused = new LRUCache<string, readonly AccessToken[]>({ max: 5_000 });
  readonly #invalidations = new Invalidations(20_000);

  constructor(
    private readonly kind: SharedKey['kind'],
    private readonly renewal: 'in the background' | 'never',
    private readonly shared: SharedTokens,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {
    const sizeOf = ({ token }: Entry) => token.accessToken.length + 200;
    this.#kept = new ExpiringCache({ entries: 20_000, bytes: 64 * 1024 * 1024 }, sizeOf, clock);
  }

  get(query: TokenQuery): AccessToken | Promise<AccessToken> {
    const { subject, rejected } = query;
    const entry = this.#kept.get(subject);
    if (entry !== undefined && entry.token.accessToken !== rejected) {
      if (entry.renewAt <= this.clock.now()) this.#renew(query, entry);
      return entry.token.accessToken;
    }
    if (rejected !== undefined) this.#reject(subject, rejected);
    return this.#flights.run(subject, () => this.#obtain(query));
  }

  forgetInstance(instanceId: InstanceId): void {
    this.#invalidations.invalidate(instanceId);
    this.#kept.deleteGroup(instanceId);
    // The subject of an app token is its instance: who asks from now on joins no flight that began before.
    this.#flights.forget(instanceId);
  }

  /**
   * As `forgetInstance`, and what is shared of the kept ones goes too.
   *
   * @param subjects of which the shared ones go although they may not be kept here
   */
  drop(instanceIds: ReadonlySet<InstanceId>, subjects: Iterable<string> = []): void {
    const dropped = new Set(subjects);
    for (const instanceId of instanceIds) {
      for (const subject of this.#kept.deleteGroup(instanceId)) dropped.add(subject);
      this.#invalidations.invalidate(instanceId);
      this.#flights.forget(instanceId);
    }
    for (const subject of dropped) this.shared.drop({ kind: this.kind, subject });
  }

  /**
   * A flight that began before the refusal could bring the refused token again: nobody joins it, and it keeps nothing. Of a
   * refusal that is known already, be it of an older token, there is nothing to learn: what is under way replaces them all.
   */
  #reject(subject: string, rejected: AccessToken): void {
    this.#kept.delete(subject);
    const known = this.#refused.get(subject) ?? [];
    if (known.includes(rejected)) return;
    this.#refused.set(subject, [...known, rejected].slice(-GENERATIONS));
    this.#invalidations.invalidate(subject);
    this.#flights.forget(subject);
  }

  async #obtain(query: TokenQuery): Promise<AccessToken> {
    const mark = this.#invalidations.mark();
    const request = this.#request(query, undefined, mark);
    const token = await this.shared.obtain(request);
    this.#keep(query, token, mark);
    return token.accessToken;
  }

  /** Nobody waits for it and nobody hears of its failure: the token in use is still good. */
  #renew(query: TokenQuery, entry: Entry): void {
    const mark = this.#invalidations.mark();
    entry.pauseMs = Math.min(Math.max(FIRST_PAUSE_MS, entry.pauseMs * 2), LONGEST_PAUSE_MS);
    entry.renewAt = Infinity;
    void this.#renewals
      .run(query.subject, async () => {
        const token = await this.shared.renew(this.#request(query, entry.token, mark));
        if (token !== undefined) this.#keep(query, token, mark);
      })
      .catch(() => undefined)
      .finally(() => {
        entry.renewAt = this.clock.now() + entry.pauseMs * (0.5 + this.randomness.next() / 2);
      });
  }

  #keep({ subject, instanceId }: TokenQuery, token: KeptToken, mark: number): void {
    if (this.#invalidations.since(subject, mark) || this.#invalidations.since(instanceId, mark)) return;
    const renewal = this.renewal === 'never' ? Infinity : renewAt(token, this.randomness);
    this.#kept.set(subject, { token, renewAt: renewal, pauseMs: 0 }, usableUntil(token), instanceId);
  }

  /** It replaces the refused tokens also where its own caller knows of no refusal; an older one may be what is shared still. */
  #request({ subject, instanceId, issue }: TokenQuery, renewed: KeptToken | undefined, mark: number): TokenRequest {
    const refused = this.#refused.get(subject) ?? [];
    const isForgotten = () => this.#invalidations.since(instanceId, mark);
    return { key: { kind: this.kind, subject }, instanceId, issue, renewed, refused, isForgotten };
  }
}
