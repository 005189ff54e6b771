import { AnonymousLimit, type HeaderSink } from '../auth/anonymous-limit';
import type { AppConfig } from '../config/app-config';
import type { Telemetry } from '../config/telemetry';
import { clientNetwork } from './client-network';
import type { Decision } from './decision';
import { QuestionQueue } from './question-queue';
import { RateLimitPolicy } from './rate-limit.policy';
import type { RateLimiter } from './rate-limiter';

/** AnonymousLimit by counting: a caller whose credential is known is never looked at, whatever others do from the same address. */
export class AnonymousRateLimit extends AnonymousLimit {
  readonly #policy: RateLimitPolicy;
  readonly #questions: QuestionQueue;
  /** The networks in whose places requests ask. */
  readonly #asking = new WeakMap<HeaderSink, string>();

  /** @param limiter its own one, so that junk from many addresses can't push out the counts of tenants */
  constructor(
    private readonly limiter: RateLimiter,
    config: Pick<AppConfig, 'rateLimits' | 'wix'>,
    telemetry: Telemetry,
  ) {
    super();
    this.#policy = new RateLimitPolicy('anonymous', config.rateLimits.anonymous, telemetry);
    const roomOf = (network: string) => limiter.peek(network, this.#policy.limitPerMinute);
    this.#questions = new QuestionQueue(roomOf, config.wix.tokenInfoTimeoutMs);
  }

  override check(address: string, reply: HeaderSink): true | Promise<true> {
    // A second place for one request could be one that nobody gives back.
    return !this.#policy.isOn || this.#asking.has(reply) || this.#enter(clientNetwork(address), reply);
  }

  override charge(address: string, reply: HeaderSink): true | Promise<true> {
    if (!this.#policy.isOn) return true;
    const decision = this.limiter.take(clientNetwork(address), this.#policy.limitPerMinute);
    return decision instanceof Promise
      ? decision.then((answer) => this.#settle(answer, reply))
      : this.#settle(decision, reply);
  }

  override release(reply: HeaderSink): void {
    const network = this.#asking.get(reply);
    if (network === undefined) return;
    this.#asking.delete(reply);
    this.#questions.leave(network);
  }

  async #enter(network: string, reply: HeaderSink): Promise<true> {
    const decision = await this.#questions.enter(network);
    if (decision.allowed) this.#asking.set(reply, network);
    return this.#settle(decision, reply);
  }

  #settle(decision: Decision, reply: HeaderSink): true {
    return decision.allowed || this.#policy.refuse(reply, decision);
  }
}
