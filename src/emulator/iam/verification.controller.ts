import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiAuthorization } from '../apis/api-authorization';
import { WixError } from '../http/wix.error';
import { MemberStore } from '../sites/member.store';
import { WELL_KNOWN_VERIFICATION_CODE } from '../well-known';
import { LoginAnswers, type LoginAnswer } from './login.answer';
import { parseLogin, recovery, verification } from './login.input';
import { MemberSessions } from './member.sessions';

/** The e-mails of custom login. None is sent: the code is always the well-known one. */
@Controller('_api/iam')
export class VerificationController {
  constructor(
    private readonly authorization: ApiAuthorization,
    private readonly members: MemberStore,
    private readonly sessions: MemberSessions,
    private readonly answers: LoginAnswers,
  ) {}

  @Post('verification/v1/auth/verify')
  @HttpCode(200)
  verify(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): LoginAnswer {
    this.authorization.require(request, reply, ['VISITOR', 'MEMBER']);
    const { code, stateToken } = parseLogin(verification, body);
    const pending = this.sessions.findPending(stateToken);
    if (pending === undefined || code !== WELL_KNOWN_VERIFICATION_CODE)
      throw WixError.application(400, 'INVALID_ARGUMENT', 'The verification code is not right');
    this.sessions.settle(stateToken);
    const member = { ...pending.member, loginEmailVerified: true };
    this.members.replace(pending.instance.site.siteId, member);
    return this.answers.success(member, pending.instance);
  }

  /** Answers alike whether the address is known or not. */
  @Post('recovery/v1/send-email')
  @HttpCode(200)
  sendRecoveryEmail(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Readonly<Record<string, never>> {
    this.authorization.require(request, reply, ['VISITOR', 'MEMBER']);
    parseLogin(recovery, body);
    return {};
  }
}
