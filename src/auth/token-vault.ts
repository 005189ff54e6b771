import type { InstanceId } from '../identifiers/guid';
import type { AccessToken } from '../wix/access-token';
import type { IssuedToken } from '../wix/issued-token';
import type { TokenInfo } from '../wix/token-info';

/** How a verdict may be had. */
export interface VerdictOptions {
  /** Ask Token Info although a verdict is known: for routes on which a revocation must count at once. */
  readonly fresh: boolean;
}

/**
 * The one cache of verdicts (what Token Info said of a token) and of app tokens. It knows no Wix: who asks brings the
 * question along. A known answer comes back as a value, not a promise, so that a warm request never waits for a tick.
 */
export abstract class TokenVault {
  /** The verdict on `token` if one is known, without asking; `undefined` otherwise. */
  abstract knownVerdict(token: string): TokenInfo | undefined;

  /**
   * The verdict on `token`: known, or from `ask`, which runs once for all who wait for the same token. Positive verdicts
   * are kept until the token's own end at the latest, refusals for their own short time, failures not at all.
   */
  abstract verdict(
    token: string,
    ask: () => Promise<TokenInfo>,
    options: VerdictOptions,
  ): TokenInfo | Promise<TokenInfo>;

  /**
   * The app token of an instance: known, or from `issue`, once for all who wait. Never one that ends within a minute,
   * unless Wix issues only such.
   *
   * @param rejected a token that Wix has just refused: it is dropped, and not given again.
   */
  abstract appToken(
    instanceId: InstanceId,
    issue: () => Promise<IssuedToken>,
    rejected?: AccessToken,
  ): AccessToken | Promise<AccessToken>;

  /** The unbound form of a caller's token, kept like an app token. */
  abstract unboundToken(
    token: string,
    issue: () => Promise<IssuedToken>,
    rejected?: AccessToken,
  ): AccessToken | Promise<AccessToken>;

  /** Drops all that is known of an instance: its app token and the verdicts on its callers' tokens. */
  abstract forgetInstance(instanceId: InstanceId): void;
}
