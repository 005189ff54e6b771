import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AppConfig } from '../config/app-config';
import { parseWixOrigin } from '../config/origin.parser';
import type { AppId } from '../identifiers/guid';
import type { AccessToken } from './access-token';
import { HeadlessClient } from './headless.client';
import { authorizeRequest, type LoginRequest } from './login-request';

/** Longer ones do not get through every server and browser. */
const LONGEST_URL = 8_192;

const reply = z.object({ redirectSession: z.object({ fullUrl: z.string().max(LONGEST_URL) }) });

/** Asks Wix where to send a browser: to a page of the site's own domain, which nobody here ever fetches (WIX.md §10). */
@Injectable()
export class RedirectSessionClient {
  constructor(
    private readonly headless: HeadlessClient,
    private readonly config: AppConfig,
  ) {}

  /**
   * The page that logs a member in and leads back to `redirectUri`.
   * @throws as `HeadlessClient.send`
   */
  login(clientId: AppId, accessToken: AccessToken, login: LoginRequest): Promise<string> {
    return this.create(accessToken, { auth: { authRequest: authorizeRequest(clientId, login), prompt: login.prompt } });
  }

  /**
   * The page that logs the token's member out at Wix and leads to `postFlowUrl`.
   * @throws as `HeadlessClient.send`
   */
  logout(clientId: AppId, accessToken: AccessToken, postFlowUrl: string): Promise<string> {
    return this.create(accessToken, { logout: { clientId }, callbacks: { postFlowUrl } });
  }

  private create(accessToken: AccessToken, body: object): Promise<string> {
    return this.headless.send({
      call: 'POST /_api/redirects-api/v1/redirect-session',
      accessToken,
      body,
      repeatable: true,
      read: (json) => this.read(json),
    });
  }

  /** Only https, and what may stand for it outside production: a login must not be carried in the clear. */
  private read(json: unknown): string | undefined {
    const { data } = reply.safeParse(json);
    if (data === undefined || !URL.canParse(data.redirectSession.fullUrl)) return undefined;
    const url = new URL(data.redirectSession.fullUrl);
    const isSafe = parseWixOrigin(url.origin, this.config.environment !== 'production') !== undefined;
    return isSafe && url.username === '' && url.password === '' ? url.href : undefined;
  }
}
