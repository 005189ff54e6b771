import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { loginErrorPage } from './login.page';
import { RedirectUris } from './redirect-uris';
import { TokenParameters } from './token-parameters';

/** Where a logout's redirect session leads: back to `postFlowUrl` with `wixMemberLoggedIn=false`. */
@Controller('_api/iam/authentication/v1/logout')
export class LogoutController {
  constructor(private readonly redirectUris: RedirectUris) {}

  @Get()
  logout(@Query() query: unknown, @Res() reply: FastifyReply): void {
    const postFlowUrl = new TokenParameters(query).get('post_flow_url');
    if (postFlowUrl === undefined || !this.redirectUris.isAllowed(postFlowUrl)) {
      const html = loginErrorPage('You are logged out, but the postFlowUrl is not an allowed one.');
      void reply.code(400).header('content-type', 'text/html; charset=utf-8').send(html);
      return;
    }
    const url = new URL(postFlowUrl);
    url.searchParams.set('wixMemberLoggedIn', 'false');
    void reply.redirect(url.href, 302);
  }
}
