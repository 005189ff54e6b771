import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppConfig } from '../config/app-config';
import { CodedError } from '../errors/coded.error';
import type { LoginRequest } from '../wix/login-request';
import { RedirectSessionClient } from '../wix/redirect-session.client';
import { WixStatusError } from '../wix/wix-status.error';
import { InvalidLoginError } from './login.error';
import { type LoginSession, LoginSessions } from './login.session';
import { PendingLogins } from './pending-logins';
import { absolute, parseReturnUrl, type ReturnUrl } from './return-url';
import { SessionService } from './session.service';
import { sessionSettings } from './session.settings';
import { WixSessionTokens } from './session.tokens';

/** How a login is begun: what Wix is asked for, and where the browser goes afterwards. */
export interface LoginOrder extends Pick<LoginRequest, 'prompt' | 'identityProvider' | 'sessionToken'> {
  readonly returnUrl: ReturnUrl;
}

/** What the browser brings back from Wix (RFC 6749 §4.1.2). */
export interface LoginCallback {
  readonly state: string | undefined;
  readonly code: string | undefined;
  readonly error: string | undefined;
}

/** Errors that an application can act on (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6). The others are nobody's there. */
const TELLABLE_ERRORS: ReadonlySet<string> = new Set([
  'access_denied',
  'login_required',
  'interaction_required',
  'account_selection_required',
  'consent_required',
  'temporarily_unavailable',
]);

/** Login of members on a page of Wix's, by OAuth with PKCE (RFC 7636). */
@Injectable()
export class LoginService {
  readonly #clientId;
  readonly #publicUrl;
  readonly #redirectUri;

  constructor(
    config: AppConfig,
    private readonly browsers: LoginSessions,
    private readonly sessions: SessionService,
    private readonly wix: WixSessionTokens,
    private readonly pending: PendingLogins,
    private readonly redirects: RedirectSessionClient,
  ) {
    const { clientId, publicUrl } = sessionSettings(config);
    this.#clientId = clientId;
    this.#publicUrl = publicUrl;
    this.#redirectUri = `${publicUrl}/api/auth/callback`;
  }

  /**
   * The page of Wix's to send the browser to.
   * @throws CodedError `wix_unavailable`, `wix_timeout`, `wix_rate_limited`, and what `LoginSession.run` throws
   */
  async begin(session: LoginSession, { returnUrl, ...request }: LoginOrder): Promise<string> {
    const verifier = randomBytes(32).toString('base64url');
    const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
    const state = await this.pending.begin('callback', session.hash, { secret: verifier, returnUrl });
    const login = { ...request, redirectUri: this.#redirectUri, codeChallenge, state };
    try {
      return await session.run((accessToken) => this.redirects.login(this.#clientId, accessToken, login));
    } catch (error) {
      if (!(error instanceof WixStatusError)) throw error;
      throw new CodedError('wix_unavailable', 'Wix does not begin this login. The site may not be published.', {
        cause: error,
      });
    }
  }

  /**
   * Ends a login: the browser gets the member's session under a new id. When Wix reports an error the session stays as it
   * is, and the page learns of it in its parameter `error`.
   *
   * @returns where to send the browser
   * @throws InvalidLoginError (400), and nothing has changed; SessionUnavailableError (503) while Wix cannot say
   */
  async finish(request: FastifyRequest, reply: FastifyReply, { state, code, error }: LoginCallback): Promise<string> {
    const browser = await this.browsers.known(request);
    const hasAnswer = code !== undefined || error !== undefined;
    if (browser === undefined || state === undefined || !hasAnswer) throw new InvalidLoginError();
    const login = await this.pending.take('callback', browser.hash, state);
    if (login === undefined) throw new InvalidLoginError();
    const home = absolute(parseReturnUrl(login.returnUrl, this.#publicUrl), this.#publicUrl);
    if (code === undefined || error !== undefined) return withError(home, error);
    const tokens = await this.wix.member(code, login.secret, this.#redirectUri);
    if (tokens === 'refused') throw new InvalidLoginError();
    const { hash } = await this.sessions.replace(reply, browser.session, tokens);
    await this.pending.move(browser.hash, hash);
    return home;
  }
}

function withError(home: string, error = ''): string {
  const url = new URL(home);
  url.searchParams.set('error', TELLABLE_ERRORS.has(error) ? error : 'server_error');
  return url.href;
}
