import type { FastifyReply } from 'fastify';
import type { Telemetry } from '../config/telemetry';
import { clientNetwork } from '../rate-limits/client-network';
import { RateLimitPolicy } from '../rate-limits/rate-limit.policy';
import type { RateLimiter } from '../rate-limits/rate-limiter';

/** A browser's login costs one call to Wix. Far more than the people behind one address begin in a minute. */
const LOGINS_PER_ADDRESS = 120;
/** Whoever has a list of stolen passwords tries no more than this from one address; an office gets by with it. */
const FORMS_PER_ADDRESS = 60;
/** A person types no faster. Guessing from many addresses gets no further either, and nobody's mailbox fills up. */
const FORMS_PER_ACCOUNT = 5;

/** How often logins may be begun and passwords be tried; counted before Wix is asked. Throws `rate_limited`, 429. */
export class LoginLimits {
  readonly #logins: RateLimitPolicy;
  readonly #forms: RateLimitPolicy;
  readonly #accounts: RateLimitPolicy;

  /** @param limiter its own one, so that its keys push out nobody else's */
  constructor(
    private readonly limiter: RateLimiter,
    telemetry: Telemetry,
  ) {
    this.#logins = new RateLimitPolicy('login', LOGINS_PER_ADDRESS, telemetry);
    this.#forms = new RateLimitPolicy('login_form', FORMS_PER_ADDRESS, telemetry);
    this.#accounts = new RateLimitPolicy('account', FORMS_PER_ACCOUNT, telemetry);
  }

  /** One login in the browser, by its client's address. */
  async chargeLogin(address: string, reply: FastifyReply): Promise<void> {
    await this.#charge(this.#logins, `login ${clientNetwork(address)}`, reply);
  }

  /**
   * One form that was sent: by its client's address, and by whom it is about.
   * @param account an e-mail address in any case, or the id of a verification
   */
  async chargeForm(address: string, account: string, reply: FastifyReply): Promise<void> {
    await this.#charge(this.#forms, `form ${clientNetwork(address)}`, reply);
    await this.#charge(this.#accounts, `account ${account.toLowerCase()}`, reply);
  }

  async #charge(policy: RateLimitPolicy, key: string, reply: FastifyReply): Promise<void> {
    const decision = await this.limiter.take(key, policy.limitPerMinute);
    if (!decision.allowed) policy.refuse(reply, decision);
  }
}
