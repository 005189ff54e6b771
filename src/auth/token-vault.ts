import type { InstanceId } from '../identifiers/guid';
import type { AccessToken } from '../wix/access-token';
import type { IssuedToken } from '../wix/issued-token';
import type { TokenInfo } from '../wix/token-info';

/** How a verdict may be had. */
export interface VerdictOptions {
  /** Ask Token Info although a verdict is known: for routes on which a revocation must count at once. */
  readonly fresh: boolean;
  /** Whether a verdict past its time may serve while Token Info is down: never where a wrong one would cost much. */
  readonly stale: 'allowed' | 'refused';
  /** Told when one does. */
  readonly servedStale?: () => void;
}

/**
 * The one cache of verdicts (what Token Info said of a token) and of app tokens. It knows no Wix: who asks brings the
 * question along. A known answer comes back as a value, not a promise, so that a warm request never waits for a tick.
 */
export abstract class TokenVault {
  /** The verdict on `token` if one is known that these options let serve, without asking; `undefined` otherwise. */
  abstract knownVerdict(token: string, options: VerdictOptions): TokenInfo | undefined;

  /** Whether a positive verdict on `token` is remembered, be it past its time: then the token is no junk. */
  abstract remembers(token: string): boolean;

  /**
   * The verdict on `token`: known, or from `ask`, which runs once for all who wait for the same token. Positive verdicts
   * are kept until the token's own end at the latest, refusals for their own short time, failures not at all. While
   * `ask` fails with `token_info_unavailable`, a positive verdict may serve beyond its time where the options allow it.
   */
  abstract verdict(
    token: string,
    ask: () => Promise<TokenInfo>,
    options: VerdictOptions,
  ): TokenInfo | Promise<TokenInfo>;

  /**
   * The app token of an instance: known, or from `issue`, once for all who wait. Never one that ends within a minute,
   * unless Wix issues only such. From 80 % of its life on, a use of the token also renews it, and does not wait for that.
   *
   * @param rejected a token that Wix has just refused: it is dropped, and not given again.
   */
  abstract appToken(
    instanceId: InstanceId,
    issue: () => Promise<IssuedToken>,
    rejected?: AccessToken,
  ): AccessToken | Promise<AccessToken>;

  /** The unbound form of the token of a caller of an instance, kept like an app token, but not renewed before its end. */
  abstract unboundToken(
    instanceId: InstanceId,
    token: string,
    issue: () => Promise<IssuedToken>,
    rejected?: AccessToken,
  ): AccessToken | Promise<AccessToken>;

  /**
   * Drops all that is known of an instance: its app token, and the verdicts on and unbound forms of its callers' tokens.
   * At once in this process, within two seconds in every other that shares with it; what was asked for before is not kept.
   */
  abstract forgetInstance(instanceId: InstanceId): void;

  /** The half of `forgetInstance` that is this process's own, for what every process learns by itself: nobody is told. */
  abstract forgetHere(instanceIds: ReadonlySet<InstanceId>): void;

  /** The other half: what is shared counts no longer, and all who share it are told. */
  abstract forgetShared(instanceId: InstanceId): void;

  /**
   * Drops the app tokens of instances and the unbound tokens of their callers that this process keeps, and what is shared
   * of them. The verdicts stay; what was asked for before is not kept.
   */
  abstract dropTokens(instanceIds: ReadonlySet<InstanceId>): void;
}
