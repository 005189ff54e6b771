import { Injectable } from '@nestjs/common';
import { WixError } from '../../http/wix.error';
import { TokenIssuer } from '../../tokens/token.issuer';
import { AuthorizationCodes } from '../authorization-codes';
import { tokenAnswer, type TokenAnswer } from '../token-answer';
import type { TokenParameters } from '../token-parameters';
import type { GrantHandler } from './grant-handler';

/** A logged-in member, RFC 6749 section 4.1 with PKCE, RFC 7636. */
@Injectable()
export class AuthorizationCodeGrant implements GrantHandler {
  readonly grantType = 'authorization_code';

  constructor(
    private readonly codes: AuthorizationCodes,
    private readonly issuer: TokenIssuer,
  ) {}

  issue(parameters: TokenParameters): TokenAnswer {
    const login = this.codes.redeem(parameters.get('code') ?? '', {
      clientId: parameters.get('client_id')?.toLowerCase(),
      redirectUri: parameters.get('redirect_uri'),
      codeVerifier: parameters.get('code_verifier'),
    });
    if (login === undefined)
      throw WixError.oauth(400, 'invalid_grant', 'The code, its verifier or its redirect URI is not right');
    const grant = {
      subject: { type: 'MEMBER', id: login.memberId },
      clientId: login.clientId,
      instance: login.instance,
    } as const;
    const refresh = login.offlineAccess ? this.issuer.refresh(grant) : undefined;
    return tokenAnswer(this.issuer.access(grant), refresh);
  }
}
