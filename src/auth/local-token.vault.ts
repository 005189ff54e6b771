import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ExpiringCache } from '../cache/expiring-cache';
import { SingleFlight } from '../cache/single-flight';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import type { InstanceId } from '../identifiers/guid';
import type { AccessToken } from '../wix/access-token';
import type { IssuedToken } from '../wix/issued-token';
import type { ActiveToken, RefusedToken, TokenInfo } from '../wix/token-info';
import { IssuedTokens } from './issued-tokens';
import { TokenVault, type VerdictOptions } from './token-vault';

const MEBIBYTE = 1024 * 1024;
const REFUSED: RefusedToken = { active: false };

/** The vault of one process: bounded memory, one flight per key, nothing shared. */
@Injectable()
export class LocalTokenVault extends TokenVault {
  /** Keyed by the token itself, which costs nothing; the key never leaves the process. */
  readonly #active: ExpiringCache<ActiveToken>;
  /** Refusals have a memory of their own, so that junk cannot push a good verdict out; hashed, so that it is small. */
  readonly #refused: ExpiringCache<RefusedToken>;
  readonly #flights = new SingleFlight<TokenInfo>();
  readonly #appTokens: IssuedTokens;
  readonly #unboundTokens: IssuedTokens;
  readonly #hashKey = randomBytes(32);

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {
    super();
    this.#active = new ExpiringCache({ entries: 50_000, bytes: 64 * MEBIBYTE }, () => 500, clock);
    this.#refused = new ExpiringCache({ entries: 10_000, bytes: 2 * MEBIBYTE }, () => 50, clock);
    this.#appTokens = new IssuedTokens(clock);
    this.#unboundTokens = new IssuedTokens(clock);
  }

  override knownVerdict(token: string): TokenInfo | undefined {
    const active = this.#active.get(token);
    if (active !== undefined) return active.expiresAt > this.clock.now() ? active : REFUSED;
    // An empty memory, the usual case, is not worth a hash.
    return this.#refused.size === 0 ? undefined : this.#refused.get(this.#hash(token));
  }

  override verdict(
    token: string,
    ask: () => Promise<TokenInfo>,
    options: VerdictOptions,
  ): TokenInfo | Promise<TokenInfo> {
    if (options.fresh) return this.#remembered(token, ask);
    return this.knownVerdict(token) ?? this.#flights.run(token, () => this.#remembered(token, ask));
  }

  override appToken(
    instanceId: InstanceId,
    issue: () => Promise<IssuedToken>,
    rejected?: AccessToken,
  ): AccessToken | Promise<AccessToken> {
    return this.#appTokens.get(instanceId, issue, rejected);
  }

  override unboundToken(
    token: string,
    issue: () => Promise<IssuedToken>,
    rejected?: AccessToken,
  ): AccessToken | Promise<AccessToken> {
    return this.#unboundTokens.get(this.#hash(token), issue, rejected);
  }

  override forgetInstance(instanceId: InstanceId): void {
    this.#appTokens.forget(instanceId);
    this.#active.deleteWhere((verdict) => verdict.instanceId === instanceId);
  }

  async #remembered(token: string, ask: () => Promise<TokenInfo>): Promise<TokenInfo> {
    // The life of a verdict counts from the question: the answer may have been true only then.
    const askedAt = this.clock.now();
    const verdict = await ask();
    if (verdict.active) {
      this.#active.set(token, verdict, Math.min(askedAt + this.config.verdicts.ttlMs, verdict.expiresAt));
    } else {
      this.#active.delete(token);
      this.#refused.set(this.#hash(token), verdict, askedAt + this.config.verdicts.negativeTtlMs);
    }
    return verdict;
  }

  #hash(token: string): string {
    return createHmac('sha256', this.#hashKey).update(token).digest('base64');
  }
}
