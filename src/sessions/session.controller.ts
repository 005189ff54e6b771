import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../auth/access.decorators';
import { AnonymousLimit } from '../auth/anonymous-limit';
import type { InstanceContext } from '../auth/instance-context';
import { readSessionCookie } from '../auth/session.cookie';
import { Answers } from '../http/answers.decorator';
import { Problems } from '../http/problems.decorator';
import { SessionContexts } from './session.contexts';
import { SessionExpiredError, UnknownSessionError } from './session.error';
import { SessionFinder } from './session.finder';
import { sessionSchema } from './session.schema';
import { SessionService } from './session.service';

/** What a page may know of its own session. */
@ApiTags('Sessions')
@Controller('api/auth/session')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly finder: SessionFinder,
    private readonly contexts: SessionContexts,
    private readonly anonymous: AnonymousLimit,
  ) {}

  /**
   * Without a cookie, or with one that opens nothing: a new session, and no Wix call before it is used. With one: whom it
   * speaks for. 401 `session_expired` once a member's is over, for as long as they neither log in nor out.
   */
  @Get()
  @Public()
  @ApiOperation({
    summary: 'The session of this browser',
    description: 'Whom the session cookie speaks for. Without one, a new session: the answer sets its cookie.',
  })
  @Answers(sessionSchema)
  @Problems('invalid_token', 'session_expired', 'rate_limited', 'token_info_unavailable', 'database_unavailable')
  async getSession(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    try {
      return await this.#get(request, reply);
    } finally {
      this.anonymous.release(reply);
    }
  }

  async #get(request: FastifyRequest, reply: FastifyReply) {
    const value = readSessionCookie(request.headers.cookie);
    const found = value === undefined ? undefined : await this.finder.find(value, () => this.#check(request, reply));
    switch (found?.state) {
      case 'live':
        return answerOf(await this.contexts.of(found, this.#options(request, reply)));
      case 'expired':
        throw new SessionExpiredError();
      case 'replaced':
        // A new cookie here would take the place of the one that the browser has just got.
        throw new UnknownSessionError();
      case 'unknown':
        // The database was asked for nothing.
        await this.anonymous.charge(request.ip, reply);
        return this.#begin(reply);
      case undefined:
        return this.#begin(reply);
    }
  }

  async #begin(reply: FastifyReply) {
    await this.sessions.begin(reply);
    return { loggedIn: false, identity: null, expiresAt: null };
  }

  #check(request: FastifyRequest, reply: FastifyReply): true | Promise<true> {
    return this.anonymous.check(request.ip, reply);
  }

  #options(request: FastifyRequest, reply: FastifyReply) {
    return {
      fresh: false,
      stale: 'allowed',
      beforeAsking: () => this.#check(request, reply),
      beforeBeginning: () => this.anonymous.charge(request.ip, reply),
    } as const;
  }
}

function answerOf({ identity, expiresAt }: InstanceContext) {
  return { loggedIn: identity.type === 'MEMBER', identity, expiresAt: new Date(expiresAt).toISOString() };
}
