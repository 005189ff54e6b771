import { AnonymousLimit, type HeaderSink } from '../auth/anonymous-limit';
import type { AppConfig } from '../config/app-config';
import type { Telemetry } from '../config/telemetry';
import { clientNetwork } from './client-network';
import type { Decision } from './decision';
import { RateLimitPolicy } from './rate-limit.policy';
import type { RateLimiter } from './rate-limiter';

/** AnonymousLimit by counting: a caller whose credential is known is never looked at, whatever others do from the same address. */
export class AnonymousRateLimit extends AnonymousLimit {
  readonly #policy: RateLimitPolicy;

  /** @param limiter its own one, so that junk from many addresses can't push out the counts of tenants */
  constructor(
    private readonly limiter: RateLimiter,
    config: Pick<AppConfig, 'rateLimits'>,
    telemetry: Telemetry,
  ) {
    super();
    this.#policy = new RateLimitPolicy('anonymous', config.rateLimits.anonymous, telemetry);
  }

  override check(address: string, reply: HeaderSink): true | Promise<true> {
    return this.#apply((key, limit) => this.limiter.peek(key, limit), address, reply);
  }

  override charge(address: string, reply: HeaderSink): true | Promise<true> {
    return this.#apply((key, limit) => this.limiter.take(key, limit), address, reply);
  }

  #apply(
    decide: (key: string, limitPerMinute: number) => Decision | Promise<Decision>,
    address: string,
    reply: HeaderSink,
  ): true | Promise<true> {
    if (!this.#policy.isOn) return true;
    const settle = (decision: Decision): true => decision.allowed || this.#policy.refuse(reply, decision);
    const decision = decide(clientNetwork(address), this.#policy.limitPerMinute);
    return decision instanceof Promise ? decision.then(settle) : settle(decision);
  }
}
