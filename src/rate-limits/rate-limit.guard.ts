import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { InstanceContext } from '../auth/instance-context';
import type { AppConfig } from '../config/app-config';
import type { Telemetry } from '../config/telemetry';
import type { Decision } from './decision';
import { RateLimitPolicy } from './rate-limit.policy';
import type { RateLimiter } from './rate-limiter';

/**
 * Limits authenticated requests per app instance and per identity within it; runs after authentication. Requests without
 * an instance pass: public routes are not limited, and failed authentication is `AnonymousRateLimit`'s. Refuses with
 * `rate_limited`, 429.
 */
export class RateLimitGuard implements CanActivate {
  readonly #instance: RateLimitPolicy;
  readonly #subject: RateLimitPolicy;

  constructor(
    private readonly limiter: RateLimiter,
    config: Pick<AppConfig, 'rateLimits'>,
    telemetry: Telemetry,
    private readonly instanceOf: (request: FastifyRequest) => InstanceContext | undefined,
  ) {
    this.#instance = new RateLimitPolicy('instance', config.rateLimits.perInstance, telemetry);
    this.#subject = new RateLimitPolicy('subject', config.rateLimits.perSubject, telemetry);
  }

  canActivate(context: ExecutionContext): true | Promise<true> {
    const http = context.switchToHttp();
    const instance = this.instanceOf(http.getRequest<FastifyRequest>());
    return instance === undefined || this.#admit(instance, http.getResponse<FastifyReply>());
  }

  /** The identity first: what one visitor is refused must not use up the quota of the tenant. */
  #admit(instance: InstanceContext, reply: FastifyReply): true | Promise<true> {
    const { appId, instanceId, identity } = instance;
    const instanceKey = `${appId}:${instanceId}`;
    const bySubject = this.#apply(this.#subject, `${instanceKey}:${identity.type}:${identity.id}`, reply);
    return bySubject === true
      ? this.#apply(this.#instance, instanceKey, reply)
      : bySubject.then(() => this.#apply(this.#instance, instanceKey, reply));
  }

  #apply(policy: RateLimitPolicy, key: string, reply: FastifyReply): true | Promise<true> {
    if (!policy.isOn) return true;
    const settle = (decision: Decision): true => decision.allowed || policy.refuse(reply, decision);
    const decision = this.limiter.take(key, policy.limitPerMinute);
    return decision instanceof Promise ? decision.then(settle) : settle(decision);
  }
}
