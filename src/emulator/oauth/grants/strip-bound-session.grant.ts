import { Injectable } from '@nestjs/common';
import { WixError } from '../../http/wix.error';
import { EmulatorClock } from '../../settings/emulator.clock';
import { isInstalled } from '../../tokens/access-token';
import { TokenIssuer } from '../../tokens/token.issuer';
import { TokenTable } from '../../tokens/token.table';
import { ClientRegistry } from '../client.registry';
import { tokenAnswer, type TokenAnswer } from '../token-answer';
import type { TokenParameters } from '../token-parameters';
import type { GrantHandler } from './grant-handler';

/** Trades a front-end token for one of the same identity that is not bound to the browser. */
@Injectable()
export class StripBoundSessionGrant implements GrantHandler {
  readonly grantType = 'strip_bound_session';

  constructor(
    private readonly clients: ClientRegistry,
    private readonly clock: EmulatorClock,
    private readonly table: TokenTable,
    private readonly issuer: TokenIssuer,
  ) {}

  issue(parameters: TokenParameters): TokenAnswer {
    this.clients.requireSecret(parameters);
    const token = this.table.findAccess(parameters.get('access_token') ?? '');
    const lifetimeSeconds = token === undefined ? 0 : token.expiresAt - this.clock.seconds();
    if (token === undefined || token.revoked || lifetimeSeconds <= 0 || !isInstalled(token))
      throw WixError.oauth(400, 'invalid_grant', 'The access token is not active');
    return tokenAnswer(this.issuer.access(token, { lifetimeSeconds }));
  }
}
