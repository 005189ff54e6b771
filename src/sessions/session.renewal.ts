import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { usableUntil } from '../auth/token-life';
import { SingleFlight } from '../cache/single-flight';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import type { AccessToken } from '../wix/access-token';
import type { KeptTokens, Session } from './session';
import { SessionExpiredError, SessionUnavailableError, UnknownSessionError } from './session.error';
import { SessionSeal } from './session.seal';
import { type SessionLease, SessionStore } from './session.store';
import { WixSessionTokens } from './session.tokens';
import type { SessionRow } from './sessions.table';

/** How much longer than the request to Wix a lease lasts: it is written back within this, or its process has died. */
const LEASE_MARGIN_MS = 2000;
const POLL_MS = 40;
const RETRY_AFTER_SECONDS = 1;

/** What a request wants of a session's tokens. */
export interface Wanted {
  /** A token that Wix has just refused: another one is wanted. */
  readonly rejected?: AccessToken | undefined;
  /** Asked before a new visitor begins; throws, or rejects, to prevent it. */
  readonly beforeBeginning?: (() => true | Promise<true>) | undefined;
}

/** Begins visitors and renews tokens: for each session once at a time, in all processes together. */
@Injectable()
export class SessionRenewal {
  readonly #flights = new SingleFlight<KeptTokens>();
  readonly #leaseMs: number;

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
    private readonly store: SessionStore,
    private readonly seal: SessionSeal,
    private readonly wix: WixSessionTokens,
  ) {
    this.#leaseMs = config.wix.tokenTimeoutMs + LEASE_MARGIN_MS;
  }

  /** Whether tokens can be used as they are. */
  isGood(tokens: KeptTokens | undefined, rejected?: AccessToken): tokens is KeptTokens {
    return tokens !== undefined && tokens.accessToken !== rejected && usableUntil(tokens) > this.clock.now();
  }

  /**
   * Tokens that can be used now: others than the rejected one.
   *
   * @throws SessionExpiredError (401) of a member whom Wix does not let go on, UnknownSessionError (401) when the session
   * ended meanwhile, SessionUnavailableError (503) while Wix cannot say: then the session stays.
   */
  obtain(session: Session, wanted: Wanted = {}): Promise<KeptTokens> {
    // Who brings a refused token must not be given it again by a flight that began before.
    return this.#flights.run(`${session.hash} ${wanted.rejected ?? ''}`, () => this.#obtain(session, wanted));
  }

  async #obtain({ hash, tokens, createdAt }: Session, wanted: Wanted): Promise<KeptTokens> {
    // A lease that was left behind has ended by then.
    const patience = this.clock.now() + 2 * this.#leaseMs;
    const unborn = tokens === undefined ? createdAt : undefined;
    for (;;) {
      const claim = await this.store.claim(hash, unborn, this.#leaseMs, (row) =>
        this.isGood(this.#tokensOf(row), wanted.rejected),
      );
      if (claim.state === 'leased') return this.#renew(claim.row, claim.lease, wanted);
      const known = claim.state === 'good' ? this.#tokensOf(claim.row) : undefined;
      if (known !== undefined) return known;
      if (claim.state === 'over') throw claim.role === 'member' ? new SessionExpiredError() : new UnknownSessionError();
      if (this.clock.now() > patience) throw new SessionUnavailableError(RETRY_AFTER_SECONDS);
      await sleep(POLL_MS);
    }
  }

  async #renew(row: SessionRow, lease: SessionLease, wanted: Wanted): Promise<KeptTokens> {
    const known = this.#tokensOf(row);
    let next: KeptTokens | 'refused';
    try {
      next = await this.#next(row, known, wanted);
    } catch (error) {
      await this.store.release(lease).catch(() => false);
      // Wix is asked a little before the end, so that one failure costs nothing yet.
      const isAlive =
        known !== undefined && known.accessToken !== wanted.rejected && known.expiresAt > this.clock.now();
      if (isAlive && error instanceof SessionUnavailableError) return known;
      throw error;
    }
    if (next === 'refused') {
      await this.store.expire(lease);
      throw new SessionExpiredError();
    }
    if (!(await this.store.keep(lease, next))) throw new SessionUnavailableError(RETRY_AFTER_SECONDS);
    return next;
  }

  /** A visitor can begin anew. A member cannot: they would lose their name without being told. */
  async #next(row: SessionRow, known: KeptTokens | undefined, { beforeBeginning }: Wanted) {
    const same = known === undefined ? 'refused' : await this.wix.refresh(known);
    if (same !== 'refused' || row.role === 'member') return same;
    await beforeBeginning?.();
    return this.wix.anonymous();
  }

  #tokensOf({ hash, sealed }: SessionRow): KeptTokens | undefined {
    return this.seal.open(hash, sealed);
  }
}
