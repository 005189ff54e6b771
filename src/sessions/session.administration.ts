import { and, desc, eq, isNull } from 'drizzle-orm';
import type { SystemDatabase } from '../database/system.database';
import type { AppId } from '../identifiers/guid';
import type { SessionHash, SessionRole } from './session';
import { sessionsTable as table } from './sessions.table';

/** The most that one listing shows, the last used first. */
const MOST = 1000;

/** A live session as an administrator sees it. */
export interface ListedSession {
  readonly hash: SessionHash;
  readonly role: SessionRole;
  readonly subjectId: string | null;
  readonly createdAt: Date;
  /** To the hour. */
  readonly usedAt: Date;
  readonly endsAt: Date;
}

/** What an operator can do about sessions. Neither the cookie nor a token can be seen. */
export class SessionAdministration {
  constructor(
    private readonly database: SystemDatabase,
    private readonly appId: AppId,
  ) {}

  /** The live sessions of a visitor or member, or of everybody. */
  list(subjectId?: string): Promise<readonly ListedSession[]> {
    const { hash, role, subjectId: subject, createdAt, usedAt, endsAt } = table;
    return this.database.run((tx) =>
      tx
        .select({ hash, role, subjectId: subject, createdAt, usedAt, endsAt })
        .from(table)
        .where(and(this.#areLive(), subjectId === undefined ? undefined : eq(table.subjectId, subjectId)))
        .orderBy(desc(usedAt))
        .limit(MOST),
    );
  }

  /** Ends every session of a visitor or member, who is told with their next request. @returns how many there were */
  async end(subjectId: string): Promise<number> {
    const ended = await this.database.run((tx) =>
      tx
        .update(table)
        .set({ sealed: null, leaseUntil: null, endedAt: new Date() })
        .where(and(this.#areLive(), eq(table.subjectId, subjectId)))
        .returning({ hash: table.hash }),
    );
    return ended.length;
  }

  #areLive() {
    return and(eq(table.appId, this.appId), isNull(table.endedAt));
  }
}
