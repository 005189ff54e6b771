import { Injectable } from '@nestjs/common';
import { SharedTier } from '../cache/shared-tier';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { Randomness } from '../config/randomness';
import { Telemetry } from '../config/telemetry';
import type { InstanceId } from '../identifiers/guid';
import type { AccessToken } from '../wix/access-token';
import type { IssuedToken } from '../wix/issued-token';
import type { TokenInfo } from '../wix/token-info';
import { IssuedTokens } from './issued-tokens';
import { SharedTokens } from './shared-tokens';
import { TokenVault, type VerdictOptions } from './token-vault';
import { Verdicts } from './verdicts';

/** The vault in two tiers: this process's own bounded memory, then what all processes share, if there is such a thing. */
@Injectable()
export class TieredTokenVault extends TokenVault {
  readonly #verdicts: Verdicts;
  readonly #appTokens: IssuedTokens;
  readonly #unboundTokens: IssuedTokens;

  constructor(
    config: AppConfig,
    clock: Clock,
    private readonly shared: SharedTier,
    randomness: Randomness,
    telemetry: Telemetry,
  ) {
    super();
    const tokens = new SharedTokens(shared, clock, config.wix.tokenTimeoutMs);
    this.#verdicts = new Verdicts(config, clock, shared, telemetry);
    this.#appTokens = new IssuedTokens('app-token', 'in the background', tokens, clock, randomness);
    // A caller's token ends with the caller's own; a new one would end no later.
    this.#unboundTokens = new IssuedTokens('unbound-token', 'never', tokens, clock, randomness);
    shared.onForgotten((instanceId) => {
      this.forgetHere(new Set([instanceId]));
    });
  }

  override knownVerdict(token: string, options: VerdictOptions): TokenInfo | undefined {
    return this.#verdicts.known(token, options);
  }

  override remembers(token: string): boolean {
    return this.#verdicts.remembers(token);
  }

  override verdict(
    token: string,
    ask: () => Promise<TokenInfo>,
    options: VerdictOptions,
  ): TokenInfo | Promise<TokenInfo> {
    return this.#verdicts.get(token, ask, options);
  }

  override appToken(
    instanceId: InstanceId,
    issue: () => Promise<IssuedToken>,
    rejected?: AccessToken,
  ): AccessToken | Promise<AccessToken> {
    return this.#appTokens.get({ subject: instanceId, instanceId, issue, rejected });
  }

  override unboundToken(
    instanceId: InstanceId,
    token: string,
    issue: () => Promise<IssuedToken>,
    rejected?: AccessToken,
  ): AccessToken | Promise<AccessToken> {
    return this.#unboundTokens.get({ subject: token, instanceId, issue, rejected });
  }

  override forgetInstance(instanceId: InstanceId): void {
    this.forgetHere(new Set([instanceId]));
    this.forgetShared(instanceId);
  }

  override forgetShared(instanceId: InstanceId): void {
    this.shared.forgetInstance(instanceId);
  }

  override forgetHere(instanceIds: ReadonlySet<InstanceId>): void {
    for (const instanceId of instanceIds) {
      this.#verdicts.forgetInstance(instanceId);
      this.#appTokens.forgetInstance(instanceId);
      this.#unboundTokens.forgetInstance(instanceId);
    }
  }

  override dropTokens(instanceIds: ReadonlySet<InstanceId>): void {
    if (instanceIds.size === 0) return;
    // The subject of an app token is its instance, so it is known also where another process keeps it.
    this.#appTokens.drop(instanceIds, instanceIds);
    this.#unboundTokens.drop(instanceIds);
  }
}
