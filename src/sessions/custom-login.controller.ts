import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../auth/access.decorators';
import { AppConfig } from '../config/app-config';
import { Answers } from '../http/answers.decorator';
import { Problems } from '../http/problems.decorator';
import { CustomLoginDto, RegisterDto, ResetPasswordDto, VerifyDto } from './custom-login.dto';
import { customLoginSchema } from './custom-login.schema';
import { type CustomLoginAnswer, CustomLoginService } from './custom-login.service';
import { LoginLimits } from './login-limits';
import { LOGIN_PROBLEMS, SESSION_PROBLEMS } from './login.problems';
import { type LoginSession, LoginSessions } from './login.session';
import { RequestOrigin } from './request-origin';
import { parseReturnUrl, type ReturnUrl } from './return-url';
import { CrossSiteRequestError } from './session.error';
import { sessionSettings } from './session.settings';

const CAPTCHA_PROBLEMS = ['captcha_required', 'captcha_rejected'] as const;

/** Login with a form of the site's own. */
@ApiTags('Sessions')
@Controller('api/auth')
export class CustomLoginController {
  constructor(
    private readonly config: AppConfig,
    private readonly origin: RequestOrigin,
    private readonly limits: LoginLimits,
    private readonly sessions: LoginSessions,
    private readonly logins: CustomLoginService,
  ) {}

  /** Registers a member. */
  @Post('register')
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'Register a member', description: 'For a form of this origin.' })
  @Answers(customLoginSchema)
  @Problems(
    'cross_site_request',
    ...SESSION_PROBLEMS,
    ...LOGIN_PROBLEMS,
    ...CAPTCHA_PROBLEMS,
    'email_already_registered',
  )
  async register(
    @Req() request: FastifyRequest,
    @Body() { returnToUrl, ...registration }: RegisterDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CustomLoginAnswer> {
    const returnUrl = this.#page(returnToUrl);
    const session = await this.#open(request, reply, registration.email);
    return this.logins.register(session, registration, returnUrl);
  }

  /** Logs a member in by password. */
  @Post('login')
  @HttpCode(200)
  @Public()
  @ApiOperation({
    summary: 'Log a member in by password',
    description: 'For a form of this origin. One answer for a wrong password and for an unknown account.',
  })
  @Answers(customLoginSchema)
  @Problems(
    'cross_site_request',
    ...SESSION_PROBLEMS,
    ...LOGIN_PROBLEMS,
    ...CAPTCHA_PROBLEMS,
    'login_refused',
    'password_reset_required',
  )
  async loginByPassword(
    @Req() request: FastifyRequest,
    @Body() { returnToUrl, ...credentials }: CustomLoginDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CustomLoginAnswer> {
    const returnUrl = this.#page(returnToUrl);
    const session = await this.#open(request, reply, credentials.email);
    return this.logins.login(session, credentials, returnUrl);
  }

  /** Goes on with a login that waits for a verified e-mail address. */
  @Post('verify')
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'Verify an e-mail address', description: 'Goes on with REQUIRE_EMAIL_VERIFICATION.' })
  @Answers(customLoginSchema)
  @Problems('cross_site_request', ...SESSION_PROBLEMS, ...LOGIN_PROBLEMS, 'login_invalid', 'login_refused')
  async verifyEmail(
    @Req() request: FastifyRequest,
    @Body() { code, verification }: VerifyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CustomLoginAnswer> {
    return this.logins.verify(await this.#open(request, reply, verification), code, verification);
  }

  /** Asks for the mail with which a member chooses a new password. */
  @Post('reset-password')
  @HttpCode(204)
  @Public()
  @ApiOperation({
    summary: 'Ask for a password mail',
    description: 'For a form of this origin. Answers alike whether there is such a member or not.',
  })
  @ApiNoContentResponse({ description: 'If there is such a member, Wix sends the mail.' })
  @Problems('cross_site_request', ...SESSION_PROBLEMS, ...LOGIN_PROBLEMS)
  async resetPassword(
    @Req() request: FastifyRequest,
    @Body() { email, returnToUrl }: ResetPasswordDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const returnUrl = this.#page(returnToUrl);
    await this.logins.resetPassword(await this.#open(request, reply, email), email, returnUrl);
  }

  /** Passwords are typed on pages of this origin alone. */
  async #open(request: FastifyRequest, reply: FastifyReply, account: string): Promise<LoginSession> {
    if (!this.origin.isOwn(request)) throw new CrossSiteRequestError();
    await this.limits.chargeForm(request.ip, account, reply);
    return this.sessions.open(request, reply);
  }

  #page(returnToUrl: string | undefined): ReturnUrl {
    return parseReturnUrl(returnToUrl, sessionSettings(this.config).publicUrl);
  }
}
