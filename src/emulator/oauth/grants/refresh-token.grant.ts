import { Injectable } from '@nestjs/common';
import { WixError } from '../../http/wix.error';
import { SettingsStore } from '../../settings/settings.store';
import { isInstalled } from '../../tokens/access-token';
import { TokenIssuer } from '../../tokens/token.issuer';
import { TokenTable } from '../../tokens/token.table';
import { tokenAnswer, type TokenAnswer } from '../token-answer';
import type { TokenParameters } from '../token-parameters';
import type { GrantHandler } from './grant-handler';

/** Site-scoped tokens of the CLI live 15 minutes. */
const SITE_SCOPED_LIFETIME_SECONDS = 900;

/** The same visitor or member again. The client id may be left out; when given it must be the token's. */
@Injectable()
export class RefreshTokenGrant implements GrantHandler {
  readonly grantType = 'refresh_token';

  constructor(
    private readonly settings: SettingsStore,
    private readonly table: TokenTable,
    private readonly issuer: TokenIssuer,
  ) {}

  issue(parameters: TokenParameters): TokenAnswer {
    const token = this.table.findRefresh(parameters.get('refresh_token') ?? '');
    const clientId = parameters.get('client_id')?.toLowerCase();
    const siteId = parameters.get('site_id')?.toLowerCase();
    if (
      token === undefined ||
      !isInstalled(token) ||
      (clientId !== undefined && clientId !== token.clientId) ||
      (siteId !== undefined && siteId !== token.instance?.site.siteId)
    )
      throw WixError.oauth(400, 'invalid_grant', 'The refresh token is invalid or was revoked');
    const lifetimeSeconds = siteId === undefined ? undefined : SITE_SCOPED_LIFETIME_SECONDS;
    const access = this.issuer.access(token, { lifetimeSeconds });
    return tokenAnswer(access, this.settings.values.refreshTokenOnRefresh ? token : undefined);
  }
}
