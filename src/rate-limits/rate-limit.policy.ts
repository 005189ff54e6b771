import type { HeaderSink } from '../auth/anonymous-limit';
import type { Counts, Telemetry } from '../config/telemetry';
import { CodedError } from '../errors/coded.error';
import type { Refusal } from './decision';
import { WINDOW_MS } from './rate-limiter';

/** One limit, by the name that its headers and its metric carry. */
export class RateLimitPolicy {
  constructor(
    readonly scope: Counts['rate_limited']['scope'],
    /** 0 turns it off. */
    readonly limitPerMinute: number,
    private readonly telemetry: Telemetry,
  ) {}

  get isOn(): boolean {
    return this.limitPerMinute > 0;
  }

  /**
   * Says which limit was reached and when it ends, in the header fields of draft-ietf-httpapi-ratelimit-headers-10, and
   * throws `rate_limited`.
   */
  refuse(reply: HeaderSink, { retryAfterSeconds }: Refusal): never {
    this.telemetry.count('rate_limited', { scope: this.scope });
    reply.header('ratelimit-policy', `"${this.scope}";q=${this.limitPerMinute};w=${WINDOW_MS / 1_000}`);
    reply.header('ratelimit', `"${this.scope}";r=0;t=${retryAfterSeconds}`);
    throw new CodedError('rate_limited', `Too many requests. Ask again in ${retryAfterSeconds} s.`, {
      retryAfterSeconds,
    });
  }
}
