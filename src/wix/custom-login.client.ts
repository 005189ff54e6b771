import { Injectable } from '@nestjs/common';
import type { AppId } from '../identifiers/guid';
import type { AccessToken } from './access-token';
import { explainLoginRefusal } from './login-refusal';
import { HeadlessClient } from './headless.client';
import { type LoginState, readLoginState } from './login-state';
import { WixStatusError } from './wix-status.error';

/** What proves to Wix that a person is there, by the names of its SDK. */
interface CaptchaTokens {
  readonly recaptchaToken?: string | undefined;
  readonly invisibleRecaptchaToken?: string | undefined;
}

export interface LoginCredentials {
  readonly email: string;
  readonly password: string;
  readonly captchaTokens?: CaptchaTokens | undefined;
}

export interface Registration extends LoginCredentials {
  readonly profile?:
    { readonly firstName?: string; readonly lastName?: string; readonly nickname?: string } | undefined;
}

/**
 * Wix's identity service, for login forms of a site's own (WIX.md §10). Nothing is sent twice: each attempt counts there.
 *
 * Every method throws what `HeadlessClient.send` throws, and for the refusals of a login CodedError `login_refused`,
 * `email_already_registered`, `captcha_required`, `captcha_rejected`, `password_reset_required`.
 */
@Injectable()
export class CustomLoginClient {
  constructor(private readonly headless: HeadlessClient) {}

  register(accessToken: AccessToken, { profile, ...credentials }: Registration): Promise<LoginState> {
    const body = { ...loginBody(credentials), ...(profile !== undefined && { profile }) };
    return this.send('POST /_api/iam/authentication/v2/register', accessToken, body, readLoginState);
  }

  login(accessToken: AccessToken, credentials: LoginCredentials): Promise<LoginState> {
    return this.send('POST /_api/iam/authentication/v2/login', accessToken, loginBody(credentials), readLoginState);
  }

  /** @param code from the mail that Wix sent */
  verify(accessToken: AccessToken, code: string, stateToken: string): Promise<LoginState> {
    const body = { code, stateToken };
    return this.send('POST /_api/iam/verification/v1/auth/verify', accessToken, body, readLoginState);
  }

  /** Has Wix send a mail, after which the member chooses a new password at Wix and comes to `url`. */
  async sendRecoveryEmail(accessToken: AccessToken, clientId: AppId, email: string, url: string): Promise<void> {
    const body = { email, redirect: { url, clientId } };
    await this.send('POST /_api/iam/recovery/v1/send-email', accessToken, body, () => true);
  }

  private async send<Result>(
    call: Parameters<HeadlessClient['send']>[0]['call'],
    accessToken: AccessToken,
    body: object,
    read: (json: unknown) => Result | undefined,
  ): Promise<Result> {
    try {
      return await this.headless.send({ call, accessToken, body, repeatable: false, read });
    } catch (error) {
      throw error instanceof WixStatusError ? explainLoginRefusal(error) : error;
    }
  }
}

function loginBody({ email, password, captchaTokens }: LoginCredentials): object {
  const { recaptchaToken: Recaptcha, invisibleRecaptchaToken: InvisibleRecaptcha } = captchaTokens ?? {};
  return {
    loginId: { email },
    password,
    ...(captchaTokens !== undefined && { captchaTokens: [{ Recaptcha, InvisibleRecaptcha }] }),
  };
}
