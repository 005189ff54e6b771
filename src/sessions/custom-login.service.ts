import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { CodedError } from '../errors/coded.error';
import type { ErrorCode } from '../errors/error-code';
import { CustomLoginClient, type LoginCredentials, type Registration } from '../wix/custom-login.client';
import type { LoginState } from '../wix/login-state';
import type { AccessToken } from '../wix/access-token';
import { WixStatusError } from '../wix/wix-status.error';
import { InvalidLoginError } from './login.error';
import { LoginService } from './login.service';
import type { LoginSession } from './login.session';
import { PendingLogins } from './pending-logins';
import { absolute, parseReturnUrl, type ReturnUrl } from './return-url';
import { sessionSettings } from './session.settings';

/** Where a custom login stands, without any token of Wix's but the one that `loginUrl` leads Wix itself to. */
export type CustomLoginAnswer =
  | { readonly state: 'SUCCESS'; readonly loginUrl: string }
  | { readonly state: 'REQUIRE_EMAIL_VERIFICATION'; readonly verification: string }
  | { readonly state: Exclude<LoginState['state'], 'SUCCESS' | 'REQUIRE_EMAIL_VERIFICATION'> };

/**
 * Login with a form of the site's own. Wix checks the password; who passes is sent through the same OAuth login as
 * everybody else, so that the same checks hold and the session begins in one place.
 *
 * Every method throws what `CustomLoginClient` and `LoginService.begin` throw.
 */
@Injectable()
export class CustomLoginService {
  readonly #clientId;
  readonly #publicUrl;

  constructor(
    config: AppConfig,
    private readonly wix: CustomLoginClient,
    private readonly logins: LoginService,
    private readonly pending: PendingLogins,
  ) {
    const { clientId, publicUrl } = sessionSettings(config);
    this.#clientId = clientId;
    this.#publicUrl = publicUrl;
  }

  async register(session: LoginSession, registration: Registration, returnUrl: ReturnUrl): Promise<CustomLoginAnswer> {
    const state = await this.#ask(session, (token) => this.wix.register(token, registration), [
      'validation_failed',
      'Wix does not take these values. Look at the e-mail address, and choose a longer password.',
    ]);
    return this.#answer(session, state, returnUrl);
  }

  /** One refusal for a wrong password and for an unknown account, whichever words Wix has for them. */
  async login(session: LoginSession, credentials: LoginCredentials, returnUrl: ReturnUrl): Promise<CustomLoginAnswer> {
    const state = await this.#ask(session, (token) => this.wix.login(token, credentials), [
      'login_refused',
      'The e-mail address or the password is not right.',
    ]);
    return this.#answer(session, state, returnUrl);
  }

  /**
   * @param code from the mail
   * @param verification as it was answered; a wrong code leaves it valid
   * @throws InvalidLoginError (400) when it is not this browser's, or over
   */
  async verify(session: LoginSession, code: string, verification: string): Promise<CustomLoginAnswer> {
    const login = await this.pending.take('verification', session.hash, verification);
    if (login === undefined) throw new InvalidLoginError();
    try {
      const state = await this.#ask(session, (token) => this.wix.verify(token, code, login.secret), [
        'login_refused',
        'The code is not right.',
      ]);
      return await this.#answer(session, state, parseReturnUrl(login.returnUrl, this.#publicUrl));
    } catch (error) {
      await this.pending.putBack('verification', session.hash, verification, login);
      throw error;
    }
  }

  /** Ends alike whether there is such a member or not. @param returnUrl where the member comes to with the new password */
  async resetPassword(session: LoginSession, email: string, returnUrl: ReturnUrl): Promise<void> {
    const url = absolute(returnUrl, this.#publicUrl);
    try {
      await session.run((token) => this.wix.sendRecoveryEmail(token, this.#clientId, email, url));
    } catch (error) {
      const isRefused =
        error instanceof WixStatusError || (error instanceof CodedError && error.code === 'login_refused');
      if (!isRefused) throw error;
    }
  }

  async #ask(
    session: LoginSession,
    attempt: (accessToken: AccessToken) => Promise<LoginState>,
    [code, detail]: readonly [ErrorCode, string],
  ): Promise<LoginState> {
    try {
      return await session.run(attempt);
    } catch (error) {
      throw error instanceof WixStatusError ? new CodedError(code, detail, { cause: error }) : error;
    }
  }

  async #answer(session: LoginSession, state: LoginState, returnUrl: ReturnUrl): Promise<CustomLoginAnswer> {
    switch (state.state) {
      case 'SUCCESS': {
        const { sessionToken } = state;
        return {
          state: 'SUCCESS',
          loginUrl: await this.logins.begin(session, { returnUrl, prompt: 'none', sessionToken }),
        };
      }
      case 'REQUIRE_EMAIL_VERIFICATION': {
        const login = { secret: state.stateToken, returnUrl };
        return { state: state.state, verification: await this.pending.begin('verification', session.hash, login) };
      }
      default:
        return { state: state.state };
    }
  }
}
