import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnonymousLimit } from '../auth/anonymous-limit';
import { retryRejectedToken } from '../elevation/retry-rejected-token';
import type { AccessToken } from '../wix/access-token';
import type { SessionHash } from './session';
import { SessionExpiredError } from './session.error';
import { SessionService } from './session.service';
import { WixSessionTokens } from './session.tokens';

/** Whose browser logs in, and as whom Wix is asked. */
export interface LoginSession {
  readonly hash: SessionHash;
  /** Calls Wix with the session's own token, so that the member finds the visitor's cart. A token that Wix refuses is renewed once. */
  run<Result>(work: (accessToken: AccessToken) => Promise<Result>): Promise<Result>;
}

/** Gives every browser that logs in a session, and Wix a token for it. */
@Injectable()
export class LoginSessions {
  constructor(
    private readonly sessions: SessionService,
    private readonly wix: WixSessionTokens,
    private readonly anonymous: AnonymousLimit,
  ) {}

  /** The session of the request's cookie, or a new one. `run` throws what `SessionService.withTokens` throws but for 401. */
  async open(request: FastifyRequest, reply: FastifyReply): Promise<LoginSession> {
    const session = (await this.sessions.of(request)) ?? (await this.sessions.begin(reply));
    const beforeBeginning = () => this.anonymous.charge(request.ip, reply);
    const tokenFor = async (rejected?: AccessToken) => {
      try {
        return (await this.sessions.withTokens(session, { rejected, beforeBeginning })).tokens.accessToken;
      } catch (error) {
        // Logging in again is the way on for them; until then the session stays a member's.
        if (!(error instanceof SessionExpiredError)) throw error;
        await beforeBeginning();
        return (await this.wix.anonymous()).accessToken;
      }
    };
    return { hash: session.hash, run: (work) => retryRejectedToken(tokenFor, work) };
  }
}
