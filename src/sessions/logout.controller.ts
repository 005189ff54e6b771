import { Body, Controller, Get, HttpCode, Post, Query as QueryOf, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../auth/access.decorators';
import { AppConfig } from '../config/app-config';
import { Problems } from '../http/problems.decorator';
import { Redirects } from '../http/redirects.decorator';
import { LogoutService } from './logout.service';
import { type Query, queryValue } from './query-value';
import { RequestOrigin } from './request-origin';
import { absolute, parseReturnUrl } from './return-url';
import { sessionSettings } from './session.settings';

/** A form has two fields, of which one is a path. */
const LARGEST_FORM_BYTES = 8_192;

/** The way of a browser out. */
@ApiTags('Sessions')
@Controller('api/auth')
export class LogoutController {
  constructor(
    private readonly config: AppConfig,
    private readonly origin: RequestOrigin,
    private readonly logouts: LogoutService,
  ) {}

  /** Logs out here and at Wix. Plain HTML forms are taken too, which the parsers of this gateway refuse everywhere else. */
  @Post('logout')
  @HttpCode(303)
  @Public()
  @RouteConfig({ rawBody: true, bodyLimit: LARGEST_FORM_BYTES })
  @ApiOperation({
    summary: 'Log out',
    description: 'Ends the session, then leads to the logout of Wix and from there to the return URL. For a form.',
  })
  @ApiQuery({ name: 'returnToUrl', type: String, required: false, description: 'May stand in the form instead.' })
  @ApiQuery({ name: 'returnUrl', type: String, required: false, description: "The same, by Wix's other name." })
  @Redirects(303, 'The logout of Wix; the return URL when Wix has no part in it, or fails.')
  @Problems('cross_site_request', 'payload_too_large', 'database_unavailable')
  async logout(
    @Req() request: FastifyRequest,
    @QueryOf() query: Query,
    @Body() body: Buffer | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.origin.check(request);
    const form = Object.fromEntries(new URLSearchParams(body?.toString()));
    const page = pageIn(query) ?? pageIn(form);
    const returnUrl = parseReturnUrl(page, sessionSettings(this.config).publicUrl);
    await reply.redirect(await this.logouts.end(request, reply, returnUrl), 303);
  }

  /** The way back from Wix's logout. */
  @Get('logout-callback')
  @HttpCode(302)
  @Public()
  @ApiOperation({ summary: 'Come back from the logout', description: 'Wix leads here.' })
  @ApiQuery({ name: 'returnTo', type: String, required: false })
  @Redirects(302, 'The return URL of the logout.')
  async finishLogout(@QueryOf() query: Query, @Res() reply: FastifyReply): Promise<void> {
    const { publicUrl } = sessionSettings(this.config);
    await reply.redirect(absolute(parseReturnUrl(queryValue(query, 'returnTo'), publicUrl), publicUrl), 302);
  }
}

function pageIn(fields: Query): string | undefined {
  return queryValue(fields, 'returnToUrl') ?? queryValue(fields, 'returnUrl');
}
