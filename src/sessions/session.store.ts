import { Injectable } from '@nestjs/common';
import { and, eq, isNull } from 'drizzle-orm';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { SystemDatabase } from '../database/system.database';
import type { Transaction } from '../database/transaction';
import type { KeptTokens, SessionHash, SessionRole } from './session';
import { SESSION_LIFETIMES } from './session.lifetimes';
import { SessionSeal } from './session.seal';
import { type SessionRow, sessionsTable as table } from './sessions.table';

/** The right to ask Wix for a session's tokens; it ends by itself. */
export interface SessionLease {
  readonly hash: SessionHash;
  readonly until: Date;
}

type Claim =
  | { readonly state: 'good'; readonly row: SessionRow }
  | { readonly state: 'leased'; readonly row: SessionRow; readonly lease: SessionLease }
  /** By another request or process. */
  | { readonly state: 'taken' }
  | { readonly state: 'over'; readonly role: SessionRole | undefined };

/** The rows of sessions. Each method is one transaction, and none of them waits for Wix. */
@Injectable()
export class SessionStore {
  constructor(
    private readonly config: AppConfig,
    private readonly database: SystemDatabase,
    private readonly clock: Clock,
    private readonly seal: SessionSeal,
  ) {}

  find(hash: SessionHash): Promise<SessionRow | undefined> {
    return this.database.run(async (tx) => {
      const [row] = await tx.select().from(table).where(this.#is(hash));
      return row;
    });
  }

  /** Enters a session, unless it is there. @param createdAt milliseconds since 1970 */
  async create(tx: Transaction, hash: SessionHash, createdAt: number, tokens?: KeptTokens): Promise<void> {
    await tx
      .insert(table)
      .values({
        hash,
        appId: this.config.app.id,
        ...(tokens && { role: tokens.role, sealed: this.seal.seal(hash, tokens) }),
        createdAt: new Date(createdAt),
        usedAt: this.#now(),
        endsAt: new Date(createdAt + SESSION_LIFETIMES.absolute),
      })
      .onConflictDoNothing();
  }

  /**
   * Takes the lease of a session, for one process and one request at a time, unless its row is good as it is.
   *
   * @param createdAt of a session that may not have a row yet, in milliseconds since 1970
   */
  claim(
    hash: SessionHash,
    createdAt: number | undefined,
    leaseMs: number,
    isGood: (row: SessionRow) => boolean,
  ): Promise<Claim> {
    return this.database.run(async (tx) => {
      if (createdAt !== undefined) await this.create(tx, hash, createdAt);
      const [row] = await tx.select().from(table).where(this.#is(hash)).for('update');
      if (row?.endedAt !== null) return { state: 'over', role: row?.role };
      if (isGood(row)) return { state: 'good', row };
      const now = this.#now();
      if (row.leaseUntil !== null && row.leaseUntil > now) return { state: 'taken' };
      const lease = { hash, until: new Date(now.getTime() + leaseMs) };
      await tx.update(table).set({ leaseUntil: lease.until }).where(this.#is(hash));
      return { state: 'leased', row, lease };
    });
  }

  /** Keeps the tokens that Wix issued. @returns false when the session has ended, or the lease, meanwhile. */
  keep(lease: SessionLease, tokens: KeptTokens): Promise<boolean> {
    return this.#underLease(lease, { sealed: this.seal.seal(lease.hash, tokens), role: tokens.role });
  }

  /** Gives the lease back. */
  release(lease: SessionLease): Promise<boolean> {
    return this.#underLease(lease, {});
  }

  /** Ends a session because Wix takes its refresh token no more. */
  expire(lease: SessionLease): Promise<boolean> {
    return this.#underLease(lease, { sealed: null, endedAt: this.#now() });
  }

  /** Ends a session, if it is there and live. @param replaced whether its browser has got another id */
  async end(tx: Transaction, hash: SessionHash, replaced: boolean): Promise<void> {
    await tx
      .update(table)
      .set({ sealed: null, leaseUntil: null, endedAt: this.#now(), replaced })
      .where(and(this.#is(hash), isNull(table.endedAt)));
  }

  /** Notes that the session was used now, and by whom. */
  async use(hash: SessionHash, subjectId: string): Promise<void> {
    await this.database.run((tx) =>
      tx
        .update(table)
        .set({ usedAt: this.#now(), subjectId })
        .where(and(this.#is(hash), isNull(table.endedAt))),
    );
  }

  #underLease({ hash, until }: SessionLease, change: Partial<SessionRow>): Promise<boolean> {
    return this.database.run(async (tx) => {
      const kept = await tx
        .update(table)
        .set({ ...change, leaseUntil: null })
        .where(and(this.#is(hash), eq(table.leaseUntil, until), isNull(table.endedAt)))
        .returning({ hash: table.hash });
      return kept.length === 1;
    });
  }

  #is(hash: SessionHash) {
    return and(eq(table.appId, this.config.app.id), eq(table.hash, hash));
  }

  #now(): Date {
    return new Date(this.clock.now());
  }
}
