import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { retryRejectedToken } from '../elevation/retry-rejected-token';
import { describeError } from '../errors/error.description';
import type { AccessToken } from '../wix/access-token';
import { RedirectSessionClient } from '../wix/redirect-session.client';
import { absolute, type ReturnUrl } from './return-url';
import type { KeptTokens } from './session';
import { SessionExpiredError } from './session.error';
import { SessionService } from './session.service';
import { sessionSettings } from './session.settings';
import { WixSessionTokens } from './session.tokens';

/** Logout: here first and whatever happens, then at Wix. */
@Injectable()
export class LogoutService {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly wix: WixSessionTokens,
    private readonly redirects: RedirectSessionClient,
  ) {}

  /**
   * Ends the session; the reply gives the browser another id. Also a member's that is over already: their browser is a
   * visitor's from then on, because they asked for it.
   *
   * @returns where to send the browser: Wix's logout, which leads back by `/api/auth/logout-callback`, or, without tokens
   * and while Wix fails, the return URL
   * @throws DatabaseUnavailableError (503): then nothing has ended
   */
  async end(request: FastifyRequest, reply: FastifyReply, returnUrl: ReturnUrl): Promise<string> {
    const { publicUrl } = sessionSettings(this.config);
    const session = await this.sessions.of(request);
    await this.sessions.replace(reply, session, undefined);
    if (session?.tokens === undefined) return absolute(returnUrl, publicUrl);
    try {
      return await this.#atWix(session.tokens, returnUrl);
    } catch (error) {
      request.log.warn({ error: describeError(error) }, 'logged out here, but not at Wix');
      return absolute(returnUrl, publicUrl);
    }
  }

  #atWix(tokens: KeptTokens, returnUrl: ReturnUrl): Promise<string> {
    const { clientId, publicUrl } = sessionSettings(this.config);
    const postFlowUrl = `${publicUrl}/api/auth/logout-callback?returnTo=${encodeURIComponent(returnUrl)}`;
    return retryRejectedToken(
      (rejected) => this.#tokenOf(tokens, rejected),
      (accessToken) => this.redirects.logout(clientId, accessToken, postFlowUrl),
    );
  }

  async #tokenOf(tokens: KeptTokens, rejected?: AccessToken): Promise<AccessToken> {
    if (tokens.accessToken !== rejected && tokens.expiresAt > this.clock.now()) return tokens.accessToken;
    const renewed = await this.wix.refresh(tokens);
    if (renewed === 'refused') throw new SessionExpiredError();
    return renewed.accessToken;
  }
}
