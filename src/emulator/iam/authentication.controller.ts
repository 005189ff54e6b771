import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiAuthorization } from '../apis/api-authorization';
import { WixError } from '../http/wix.error';
import { EmulatorClock } from '../settings/emulator.clock';
import { SettingsStore } from '../settings/settings.store';
import { memberFrom, type Member } from '../sites/member';
import { MemberStore } from '../sites/member.store';
import { LoginAnswers, type LoginAnswer } from './login.answer';
import { changePassword, login, parseLogin, registration, signOn } from './login.input';

type Profile = ReturnType<typeof parseLogin<typeof signOn>>['profile'];

/** Custom login of members, for a visitor's token. Errors carry the application codes that the SDK knows. */
@Controller('_api/iam/authentication/v2')
export class AuthenticationController {
  constructor(
    private readonly authorization: ApiAuthorization,
    private readonly members: MemberStore,
    private readonly settings: SettingsStore,
    private readonly clock: EmulatorClock,
    private readonly answers: LoginAnswers,
  ) {}

  @Post('login')
  @HttpCode(200)
  login(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): LoginAnswer {
    const { instance } = this.authorization.require(request, reply, ['VISITOR', 'MEMBER']);
    const { loginId, password } = parseLogin(login, body);
    const member = this.members.findByEmail(instance.site.siteId, loginId.email);
    if (member === undefined) throw WixError.application(404, '-19999', 'Identity not found');
    if (!this.members.hasPassword(member.id, password ?? ''))
      throw WixError.application(401, '-19976', 'Wrong password');
    if (member.status !== 'APPROVED') return this.answers.requireOwnerApproval(member);
    if (!member.loginEmailVerified) return this.answers.requireEmailVerification(member, instance);
    return this.answers.success(member, instance);
  }

  /** What follows, SUCCESS or one more step, is the setting `registrationState`. */
  @Post('register')
  @HttpCode(200)
  register(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): LoginAnswer {
    const { instance } = this.authorization.require(request, reply, ['VISITOR', 'MEMBER']);
    const { loginId, password, profile } = parseLogin(registration, body);
    const { siteId } = instance.site;
    if (this.members.findByEmail(siteId, loginId.email) !== undefined)
      throw WixError.application(409, '-19995', 'An identity with this e-mail address exists');
    const state = this.settings.values.registrationState;
    const status = state === 'REQUIRE_OWNER_APPROVAL' ? 'PENDING' : 'APPROVED';
    const verified = state !== 'REQUIRE_EMAIL_VERIFICATION';
    const member = this.members.add(siteId, this.#newMember(loginId.email, profile, status, verified), password);
    switch (state) {
      case 'SUCCESS':
        return this.answers.success(member, instance);
      case 'REQUIRE_OWNER_APPROVAL':
        return this.answers.requireOwnerApproval(member);
      case 'REQUIRE_EMAIL_VERIFICATION':
        return this.answers.requireEmailVerification(member, instance);
    }
  }

  /** Logs in whom an admin vouches for: `Authorization: <token>,<API key>`. Registers unknown addresses. */
  @Post('sign-on')
  @HttpCode(200)
  signOn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): LoginAnswer {
    const { instance } = this.authorization.require(request, reply, ['VISITOR', 'MEMBER']);
    if (!/,\s*\S/.test(request.headers.authorization ?? ''))
      throw WixError.application(403, 'PERMISSION_DENIED', 'An API key is needed');
    const { loginId, profile } = parseLogin(signOn, body);
    const { siteId } = instance.site;
    const member =
      this.members.findByEmail(siteId, loginId.email) ??
      this.members.add(siteId, this.#newMember(loginId.email, profile, 'APPROVED', true));
    return this.answers.success(member, instance);
  }

  @Post('change-password')
  @HttpCode(200)
  changePassword(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Readonly<Record<string, never>> {
    const { subject } = this.authorization.require(request, reply, ['MEMBER']);
    this.members.setPassword(subject.id, parseLogin(changePassword, body).newPassword);
    return {};
  }

  #newMember(email: string, profile: Profile, status: Member['status'], verified: boolean): Member {
    return memberFrom({
      id: randomUUID(),
      email,
      firstName: profile?.firstName ?? email.replace(/@.*$/, ''),
      lastName: profile?.lastName ?? '',
      nickname: profile?.nickname ?? undefined,
      status,
      verified,
      createdDate: new Date(this.clock.now()).toISOString(),
    });
  }
}
