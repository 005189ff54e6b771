import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EmulatorConfig } from '../config/emulator.config';
import { AuthorizationCodes } from './authorization-codes';
import { HeadlessSite } from './headless-site';
import { loginErrorPage } from './login.page';
import { RedirectUris } from './redirect-uris';
import { TokenParameters } from './token-parameters';

/** The install flow of custom authentication: consents at once and returns with a code for `POST /oauth/access`. */
@Controller('installer')
export class InstallerController {
  constructor(
    private readonly config: EmulatorConfig,
    private readonly codes: AuthorizationCodes,
    private readonly redirectUris: RedirectUris,
    private readonly headlessSite: HeadlessSite,
  ) {}

  /** Redirects to `redirectUrl` with `code`, `state` and `instanceId` of the first site that has the app. */
  @Get('install')
  install(@Query() query: unknown, @Res() reply: FastifyReply): void {
    const parameters = new TokenParameters(query);
    const redirectUrl = parameters.get('redirect_url');
    const ours = parameters.get('app_id')?.toLowerCase() === this.config.appId;
    if (!ours || redirectUrl === undefined || !this.redirectUris.isAllowed(redirectUrl)) {
      const html = loginErrorPage('The appId is not known, or the redirectUrl is not an allowed one.');
      void reply.code(400).header('content-type', 'text/html; charset=utf-8').send(html);
      return;
    }
    const instance = this.headlessSite.instance();
    const url = new URL(redirectUrl);
    url.searchParams.set('code', this.codes.issueInstall(instance));
    url.searchParams.set('state', parameters.get('state') ?? '');
    url.searchParams.set('instanceId', instance.instanceId);
    void reply.redirect(url.href, 302);
  }

  @Get('close-window')
  closeWindow(@Res() reply: FastifyReply): void {
    void reply
      .header('content-type', 'text/html; charset=utf-8')
      .send(
        '<!doctype html><html lang="en"><title>Installed</title><p>The app is installed. Close this window.</p></html>',
      );
  }
}
