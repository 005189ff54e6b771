import { Controller, Get, HttpCode, Query as QueryOf, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../auth/access.decorators';
import { AppConfig } from '../config/app-config';
import { Problems } from '../http/problems.decorator';
import { Redirects } from '../http/redirects.decorator';
import { LoginDto } from './login.dto';
import { LoginLimits } from './login-limits';
import { LOGIN_PROBLEMS, SESSION_PROBLEMS } from './login.problems';
import { LoginService } from './login.service';
import { LoginSessions } from './login.session';
import { type Query, queryValue } from './query-value';
import { parseReturnUrl } from './return-url';
import { sessionSettings } from './session.settings';

/** The way of a browser to Wix's login page and back. */
@ApiTags('Sessions')
@Controller('api/auth')
export class LoginController {
  constructor(
    private readonly config: AppConfig,
    private readonly sessions: LoginSessions,
    private readonly logins: LoginService,
    private readonly limits: LoginLimits,
  ) {}

  /** Begins a login. */
  @Get('login')
  @HttpCode(302)
  @Public()
  @ApiOperation({ summary: 'Log a member in', description: 'For the address bar: leads to the login page of Wix.' })
  @Redirects(302, 'The login page of Wix.')
  @Problems(...SESSION_PROBLEMS, ...LOGIN_PROBLEMS)
  async login(
    @Req() request: FastifyRequest,
    @QueryOf() { returnToUrl, returnUrl, prompt = 'login', idp }: LoginDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const page = parseReturnUrl(returnToUrl ?? returnUrl, sessionSettings(this.config).publicUrl);
    await this.limits.chargeLogin(request.ip, reply);
    const session = await this.sessions.open(request, reply);
    const loginUrl = await this.logins.begin(session, { returnUrl: page, prompt, identityProvider: idp });
    await reply.redirect(loginUrl, 302);
  }

  /** Ends a login: Wix sends the browser here with a code, or with an error. */
  @Get('callback')
  @HttpCode(302)
  @Public()
  @ApiOperation({
    summary: 'Come back from the login',
    description: 'Wix leads here. The session gets a new id; with an `error` it stays as it is, and the page is told.',
  })
  @ApiQuery({ name: 'state', type: String, description: 'Of the login, once and in the browser that began it.' })
  @ApiQuery({ name: 'code', type: String, required: false })
  @ApiQuery({ name: 'error', type: String, required: false })
  @Redirects(302, 'The return URL of the login, with `error` in its query when nobody was logged in.')
  @Problems('login_invalid', ...SESSION_PROBLEMS)
  async finishLogin(
    @Req() request: FastifyRequest,
    @QueryOf() query: Query,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [state, code, error] = ['state', 'code', 'error'].map((name) => queryValue(query, name));
    await reply.redirect(await this.logins.finish(request, reply, { state, code, error }), 302);
  }
}
