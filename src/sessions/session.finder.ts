import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock';
import type { Session } from './session';
import { SessionIds } from './session-ids';
import { SESSION_LIFETIMES } from './session.lifetimes';
import { SessionSeal } from './session.seal';
import { SessionStore } from './session.store';
import type { SessionRow } from './sessions.table';

/** What a cookie's value is worth. */
export type FoundSession =
  | { readonly state: 'live'; readonly session: Session; readonly use: KnownUse | undefined }
  /** A member's that is over, which they must be told: nobody takes its place by itself. */
  | { readonly state: 'expired' }
  /** Its browser has just got another id, and this request was under way with the old one. */
  | { readonly state: 'replaced' }
  /** Opens nothing, and nothing is lost with it that somebody must be told of. */
  | { readonly state: 'unknown' };

/** What the database knows of a session's use; nothing of one whose visitor has not begun. */
interface KnownUse {
  readonly subjectId: string | null;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
}

/** Finds the session of a cookie: one statement, and none for what cannot be an id. */
@Injectable()
export class SessionFinder {
  constructor(
    private readonly clock: Clock,
    private readonly ids: SessionIds,
    private readonly store: SessionStore,
    private readonly seal: SessionSeal,
  ) {}

  /**
   * @param beforeAsking runs before the database is asked about an id that somebody may have made up; throws, or rejects, to
   * spare the question
   */
  async find(value: string, beforeAsking?: () => true | Promise<true>): Promise<FoundSession> {
    const id = this.ids.read(value);
    if (id?.isGenuine !== true) await beforeAsking?.();
    if (id === undefined) return { state: 'unknown' };
    const row = await this.store.find(id.hash);
    if (row !== undefined) return this.#judge(row);
    const { hash, createdAt, isGenuine } = id;
    if (!isGenuine || this.#isPast(createdAt + SESSION_LIFETIMES.unused)) return { state: 'unknown' };
    return { state: 'live', session: { hash, createdAt, tokens: undefined }, use: undefined };
  }

  #judge({ hash, role, sealed, subjectId, createdAt, usedAt, endsAt, endedAt, replaced }: SessionRow): FoundSession {
    if (endedAt !== null && replaced) {
      return { state: this.#isPast(endedAt.getTime() + SESSION_LIFETIMES.changeover) ? 'unknown' : 'replaced' };
    }
    const isOver =
      endedAt !== null || this.#isPast(endsAt.getTime()) || this.#isPast(usedAt.getTime() + SESSION_LIFETIMES.idle);
    if (isOver) return { state: role === 'member' ? 'expired' : 'unknown' };
    const session = { hash, createdAt: createdAt.getTime(), tokens: this.seal.open(hash, sealed) };
    return { state: 'live', session, use: { subjectId, usedAt: usedAt.getTime() } };
  }

  #isPast(moment: number): boolean {
    return moment <= this.clock.now();
  }
}
