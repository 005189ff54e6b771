import type { AppConfig } from '../config/app-config';
import type { Telemetry } from '../config/telemetry';
import { clientNetwork } from './client-network';
import { type HeaderSink, RateLimitPolicy } from './rate-limit.policy';
import type { RateLimiter } from './rate-limiter';

/**
 * Limits, per client address, the requests that carry no valid credential. Whoever authenticates calls `check` before a
 * credential that is not known to be good is asked about at Wix, and `charge` when authentication has failed. A caller
 * whose credential is known is never checked, whatever others do from the same address.
 */
export class AnonymousRateLimit {
  readonly #policy: RateLimitPolicy;

  /** @param limiter its own one, so that junk from many addresses can't push out the counts of tenants */
  constructor(
    private readonly limiter: RateLimiter,
    config: Pick<AppConfig, 'rateLimits'>,
    telemetry: Telemetry,
  ) {
    this.#policy = new RateLimitPolicy('anonymous', config.rateLimits.anonymous, telemetry);
  }

  /** Throws `rate_limited`, 429, with its headers set on the reply, once the address has used up its failures. */
  check(address: string, reply: HeaderSink): true | Promise<true> {
    if (!this.#policy.isOn) return true;
    const decision = this.limiter.peek(clientNetwork(address), this.#policy.limitPerMinute);
    if (decision instanceof Promise) {
      return decision.then((later) => later.allowed || this.#policy.refuse(reply, later));
    }
    return decision.allowed || this.#policy.refuse(reply, decision);
  }

  /** Counts one failed authentication against the address. Refuses nothing: the failure itself is the answer. */
  async charge(address: string): Promise<void> {
    if (this.#policy.isOn) await this.limiter.take(clientNetwork(address), this.#policy.limitPerMinute);
  }
}
