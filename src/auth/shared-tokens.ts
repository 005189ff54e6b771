import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Reading, SharedKey, SharedTier } from '../cache/shared-tier';
import type { Clock } from '../config/clock';
import type { InstanceId } from '../identifiers/guid';
import { type AccessToken, parseAccessToken } from '../wix/access-token';
import type { IssuedToken } from '../wix/issued-token';
import { Deadline } from '../wix/resilience/deadline';
import { type Life, usableUntil } from './token-life';
import { TokenUnavailableError } from './token-unavailable.error';

/** A token that Wix issued, to this process or to another. */
export interface KeptToken extends Life {
  readonly accessToken: AccessToken;
}

/** What is asked for. */
export interface TokenRequest {
  readonly key: SharedKey;
  readonly instanceId: InstanceId;
  readonly issue: () => Promise<IssuedToken>;
  /** The one that is to be renewed: of the tokens of other processes only one that was asked for later will do. */
  readonly renewed: KeptToken | undefined;
  /** Wix refused them: another one is needed, and nobody else should get one of them either. */
  readonly refused: readonly AccessToken[];
  /** Whether its instance was forgotten since it was asked for: then nobody else should get the answer. */
  readonly isForgotten: () => boolean;
}

/** How long the others wait for a process that died. */
const LEASE_MS = 2000;
const POLL_MS = 40;

const keptToken = z.object({
  accessToken: z.unknown().transform(parseAccessToken),
  issuedAt: z.number(),
  expiresAt: z.number(),
});

/** Has one of all processes ask Wix for a token while the others wait for its answer. Alone, each asks for itself. */
export class SharedTokens {
  /** @param timeoutMs of a request for a token: nobody waits longer, be it in part for another process */
  constructor(
    private readonly tier: SharedTier,
    private readonly clock: Clock,
    private readonly timeoutMs: number,
  ) {}

  /**
   * Waits for another process that is asking already; asks when that one has no answer.
   *
   * @throws what `issue` throws; TokenUnavailableError (503) when both together take too long. What is under
   *   way then goes on, and serves whoever asks next.
   */
  async obtain(request: TokenRequest): Promise<KeptToken> {
    const reading = this.tier.read(request.key);
    if (reading === undefined) return this.#issue(request);
    const deadline = new Deadline(this.timeoutMs);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new TokenUnavailableError());
      }, this.timeoutMs);
    });
    return Promise.race([this.#poll(request, reading, deadline), late]).finally(() => {
      clearTimeout(timer);
    });
  }

  /** `undefined` when another process is asking already. */
  async renew(request: TokenRequest): Promise<KeptToken | undefined> {
    const reading = this.tier.read(request.key);
    const answer = reading === undefined ? 'away' : await this.#try(request, reading);
    if (answer === 'away') return this.#issue(request);
    return answer === 'taken' ? undefined : answer;
  }

  /** Nobody waits for it. */
  drop(key: SharedKey): void {
    void this.tier.delete(key);
  }

  async #poll(request: TokenRequest, first: Promise<Reading | undefined>, deadline: Deadline): Promise<KeptToken> {
    let reading: Promise<Reading | undefined> | undefined = first;
    while (deadline.remainingMs > 0) {
      const answer = reading === undefined ? 'away' : await this.#try(request, reading);
      if (answer === 'away') return this.#issue(request);
      if (answer !== 'taken') return answer;
      await sleep(POLL_MS);
      reading = this.tier.read(request.key);
    }
    throw new TokenUnavailableError();
  }

  async #try(request: TokenRequest, reading: Promise<Reading | undefined>): Promise<KeptToken | 'taken' | 'away'> {
    const first = await reading;
    if (first === undefined) return 'away';
    const known = this.#usable(request, first);
    if (known !== undefined) return known;
    const lease = await this.tier.lease(request.key, { lifeMs: LEASE_MS, longestMs: this.timeoutMs });
    if (lease === 'taken' || lease === 'away') return lease;
    let shared: Promise<void> | undefined;
    try {
      // Once more: whoever held the lease a moment ago may have written since.
      const second = await this.tier.read(request.key);
      const written = this.#usable(request, second);
      if (written !== undefined) return written;
      if (second !== undefined && isRefused(request, second.value)) void this.tier.delete(request.key);
      const issued = await this.#issue(request);
      if (second !== undefined && !request.isForgotten()) shared = this.#share(request, issued, second.moment);
      return issued;
    } finally {
      // Nobody here waits for either. The others must see the token before the lease ends, or they would ask too.
      void Promise.resolve(shared).finally(() => lease.release());
    }
  }

  async #issue({ issue }: TokenRequest): Promise<KeptToken> {
    const issuedAt = this.clock.now();
    const { accessToken, expiresAt } = await issue();
    // The time may have been set back since.
    return aged({ accessToken, issuedAt, expiresAt }, this.clock.now());
  }

  #share({ key, instanceId }: TokenRequest, token: KeptToken, moment: number): Promise<void> {
    return this.tier.write(key, { value: token, until: usableUntil(token), instanceId }, moment);
  }

  #usable(request: TokenRequest, reading: Reading | undefined): KeptToken | undefined {
    const written = readToken(reading?.value);
    if (reading === undefined || written === undefined || isRefused(request, reading.value)) return undefined;
    const now = this.clock.now();
    const token = aged(written, now - reading.ageMs);
    return usableUntil(token) > now && isLater(token, request.renewed) ? token : undefined;
  }
}

/** Asked for no later than that, nor than it says: the clock that said so may be ahead of ours, and Redis's may have changed. */
function aged(token: KeptToken, issuedAt: number): KeptToken {
  const aheadMs = Math.max(0, token.issuedAt - issuedAt);
  return { ...token, issuedAt: token.issuedAt - aheadMs, expiresAt: token.expiresAt - aheadMs };
}

/** The same one, read again, may seem a moment younger. */
function isLater(token: KeptToken, renewed: KeptToken | undefined): boolean {
  return renewed === undefined || (token.accessToken !== renewed.accessToken && token.issuedAt > renewed.issuedAt);
}

function isRefused({ refused }: TokenRequest, value: unknown): boolean {
  const token = readToken(value);
  return token !== undefined && refused.includes(token.accessToken);
}

/** `undefined` for everything that is no such token, as another release of the gateway may have written it. */
function readToken(value: unknown): KeptToken | undefined {
  const { data } = keptToken.safeParse(value);
  return data?.accessToken === undefined ? undefined : { ...data, accessToken: data.accessToken };
}
