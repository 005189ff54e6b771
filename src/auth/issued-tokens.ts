import { ExpiringCache } from '../cache/expiring-cache';
import { SingleFlight } from '../cache/single-flight';
import type { Clock } from '../config/clock';
import type { AccessToken } from '../wix/access-token';
import type { IssuedToken } from '../wix/issued-token';

/** A token is not handed out in its last minute, so that a call that starts with it also ends with it. */
const MARGIN_MS = 60_000;

/** Tokens that Wix issued to us, by key: bounded, with a margin before their end, one request to Wix at a time for each. */
export class IssuedTokens {
  readonly #kept: ExpiringCache<AccessToken>;
  readonly #flights = new SingleFlight<AccessToken>();

  constructor(private readonly clock: Clock) {
    this.#kept = new ExpiringCache({ entries: 20_000, bytes: 64 * 1024 * 1024 }, (token) => token.length, clock);
  }

  get(key: string, issue: () => Promise<IssuedToken>, rejected?: AccessToken): AccessToken | Promise<AccessToken> {
    const known = this.#kept.get(key);
    if (known !== undefined && known !== rejected) return known;
    if (rejected !== undefined) this.#kept.delete(key);
    return this.#flights.run(key, async () => {
      const issued = await issue();
      this.#kept.set(key, issued.accessToken, issued.expiresAt - MARGIN_MS);
      return issued.accessToken;
    });
  }

  forget(key: string): void {
    this.#kept.delete(key);
    this.#flights.forget(key);
  }
}
