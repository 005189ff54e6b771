import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { WixError } from '../http/wix.error';
import { isInstalled, type Grant } from '../tokens/access-token';
import { AppSubject } from '../tokens/app-subject';
import { TokenIssuer } from '../tokens/token.issuer';
import { TokenTable } from '../tokens/token.table';
import { AuthorizationCodes } from './authorization-codes';
import { ClientRegistry } from './client.registry';
import { TokenParameters } from './token-parameters';

interface CustomTokens {
  readonly refresh_token: string;
  readonly access_token: string;
}

/** Custom authentication, which older apps keep: an app's access token of five minutes for a refresh token or a code. */
@Controller('oauth/access')
export class CustomAuthenticationController {
  constructor(
    private readonly clients: ClientRegistry,
    private readonly codes: AuthorizationCodes,
    private readonly table: TokenTable,
    private readonly issuer: TokenIssuer,
    private readonly appSubject: AppSubject,
  ) {}

  @Post()
  @HttpCode(200)
  issue(@Body() body: unknown): CustomTokens {
    const parameters = new TokenParameters(body);
    const clientId = this.clients.authenticateApp(parameters);
    const { instance, refreshToken } = this.#source(parameters, clientId);
    const grant = { subject: this.appSubject.of(clientId, instance), clientId, instance };
    return {
      refresh_token: refreshToken ?? this.issuer.refresh(grant).value,
      access_token: this.issuer.legacyAccess(grant).value,
    };
  }

  #source(parameters: TokenParameters, clientId: string): Pick<Grant, 'instance'> & { refreshToken?: string } {
    switch (parameters.get('grant_type')) {
      case 'refresh_token': {
        const token = this.table.findRefresh(parameters.get('refresh_token') ?? '');
        if (token?.clientId !== clientId || !isInstalled(token))
          throw WixError.oauth(400, 'invalid_grant', 'The refresh token is invalid or was revoked');
        return { instance: token.instance, refreshToken: token.value };
      }
      case 'authorization_code': {
        const instance = this.codes.redeemInstall(parameters.get('code') ?? '');
        if (instance === undefined) throw WixError.oauth(400, 'invalid_grant', 'The code is invalid or expired');
        return { instance };
      }
      default:
        throw WixError.oauth(400, 'unsupported_grant_type', 'There is no such grant_type');
    }
  }
}
