import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readSessionCookie } from '../auth/session.cookie';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { SystemDatabase } from '../database/system.database';
import type { Session, SessionTokens, SessionWithTokens } from './session';
import { clearSessionCookie, setSessionCookie } from './session.cookies';
import { SessionFinder } from './session.finder';
import { SessionIds } from './session-ids';
import { SessionRenewal, type Wanted } from './session.renewal';
import { SessionStore } from './session.store';

/**
 * The sessions of browsers: the cookie is theirs, the tokens stay here. A visitor begins with the first use of a
 * session and not before, so a browser can be given one for nothing.
 */
@Injectable()
export class SessionService {
  constructor(
    private readonly config: AppConfig,
    private readonly database: SystemDatabase,
    private readonly clock: Clock,
    private readonly ids: SessionIds,
    private readonly store: SessionStore,
    private readonly finder: SessionFinder,
    private readonly renewal: SessionRenewal,
  ) {}

  /**
   * The live session of a request's cookie; `undefined` without one, and for a cookie that opens none.
   *
   * @throws InvalidCredentialError (400) for two cookies, DatabaseUnavailableError (503)
   */
  async of(request: FastifyRequest): Promise<Session | undefined> {
    const value = this.config.sessions && readSessionCookie(request.headers.cookie);
    if (value === undefined) return undefined;
    const found = await this.finder.find(value);
    return found.state === 'live' ? found.session : undefined;
  }

  /** A new session, without a visitor yet; the reply sets its cookie. Nothing is stored, and Wix is not asked. */
  begin(reply: FastifyReply): Promise<Session> {
    const { value, hash, createdAt } = this.ids.create();
    setSessionCookie(reply, value);
    return Promise.resolve({ hash, createdAt, tokens: undefined });
  }

  /**
   * The session with tokens that can be used now: begins its visitor or renews them where that is due, once for all who
   * ask at the same time, in all processes.
   *
   * @param wanted `beforeBeginning` may prevent a new visitor, such as by a rate limit
   * @throws SessionExpiredError (401) of a member whom Wix does not let go on, UnknownSessionError (401) when the session
   * ended meanwhile, SessionUnavailableError (503) while Wix cannot say, ClientRefusedError (502)
   */
  async withTokens(session: Session, wanted?: Wanted): Promise<SessionWithTokens> {
    const { tokens } = session;
    const isGood = this.renewal.isGood(tokens, wanted?.rejected);
    return { ...session, tokens: isGood ? tokens : await this.renewal.obtain(session, wanted) };
  }

  /**
   * A session under a new id, whose cookie the reply sets; the old one is over in the same transaction. For every change of
   * privilege: an id that somebody knew before must be worth nothing afterwards.
   *
   * @param tokens of whoever logged in; `undefined` for a session without a visitor yet
   */
  async replace(
    reply: FastifyReply,
    previous: Session | undefined,
    tokens: SessionTokens | undefined,
  ): Promise<Session> {
    const { value, hash, createdAt } = this.ids.create();
    const kept = tokens && { ...tokens, issuedAt: this.clock.now() };
    await this.database.run(async (tx) => {
      if (previous !== undefined) await this.store.end(tx, previous.hash, true);
      if (kept !== undefined) await this.store.create(tx, hash, createdAt, kept);
    });
    setSessionCookie(reply, value);
    return { hash, createdAt, tokens: kept };
  }

  /** Ends the session; the reply clears its cookie. */
  async end(reply: FastifyReply, session: Session): Promise<void> {
    await this.database.run((tx) => this.store.end(tx, session.hash, true));
    clearSessionCookie(reply);
  }
}
