import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnonymousLimit } from '../auth/anonymous-limit';
import { readSessionCookie } from '../auth/session.cookie';
import { retryRejectedToken } from '../elevation/retry-rejected-token';
import type { AccessToken } from '../wix/access-token';
import type { Session, SessionHash } from './session';
import { SessionExpiredError, UnknownSessionError } from './session.error';
import { SessionFinder } from './session.finder';
import { SessionIds } from './session-ids';
import { SessionService } from './session.service';
import { WixSessionTokens } from './session.tokens';

/** Whose browser logs in, and as whom Wix is asked. */
export interface LoginSession {
  readonly hash: SessionHash;
  /** Calls Wix with the session's own token, so that the member finds the visitor's cart. A token that Wix refuses is renewed once. */
  run<Result>(work: (accessToken: AccessToken) => Promise<Result>): Promise<Result>;
}

/** A browser that was here before. */
export interface KnownBrowser {
  readonly hash: SessionHash;
  /** `undefined` when it was a member's that is over: they stay it until they have logged in again. */
  readonly session: Session | undefined;
}

/** Finds the session of a browser that logs in, and for Wix a token that goes with it. */
@Injectable()
export class LoginSessions {
  constructor(
    private readonly sessions: SessionService,
    private readonly finder: SessionFinder,
    private readonly ids: SessionIds,
    private readonly wix: WixSessionTokens,
    private readonly anonymous: AnonymousLimit,
  ) {}

  /** `undefined` without a cookie, and for one that opens nothing. */
  async known(request: FastifyRequest): Promise<KnownBrowser | undefined> {
    const found = await this.#find(request);
    return found === 'replaced' ? undefined : found;
  }

  /**
   * The browser's session, or a new one, whose cookie the reply sets. `run` throws what `SessionService.withTokens` throws,
   * but for `session_expired`.
   *
   * @throws UnknownSessionError (401) when the browser has just got another id: a third would take its place
   */
  async open(request: FastifyRequest, reply: FastifyReply): Promise<LoginSession> {
    const found = await this.#find(request);
    if (found === 'replaced') throw new UnknownSessionError();
    const { hash, session } = found ?? (await this.#begin(reply));
    const beforeBeginning = () => this.anonymous.charge(request.ip, reply);
    const tokenFor = async (rejected?: AccessToken): Promise<AccessToken> => {
      try {
        if (session === undefined) throw new SessionExpiredError();
        return (await this.sessions.withTokens(session, { rejected, beforeBeginning })).tokens.accessToken;
      } catch (error) {
        if (!(error instanceof SessionExpiredError)) throw error;
        // Logging in again is the way on. The visitor is for this call alone: the session does not become theirs.
        await beforeBeginning();
        return (await this.wix.anonymous()).accessToken;
      }
    };
    return { hash, run: (work) => retryRejectedToken(tokenFor, work) };
  }

  async #begin(reply: FastifyReply): Promise<KnownBrowser> {
    const session = await this.sessions.begin(reply);
    return { hash: session.hash, session };
  }

  async #find({ headers }: FastifyRequest): Promise<KnownBrowser | 'replaced' | undefined> {
    const value = readSessionCookie(headers.cookie) ?? '';
    const id = this.ids.read(value);
    if (id === undefined) return undefined;
    const found = await this.finder.find(value);
    switch (found.state) {
      case 'live':
        return { hash: id.hash, session: found.session };
      case 'expired':
        return { hash: id.hash, session: undefined };
      case 'replaced':
        return 'replaced';
      case 'unknown':
        return undefined;
    }
  }
}
