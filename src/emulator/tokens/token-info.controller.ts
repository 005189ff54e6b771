import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { WixError } from '../http/wix.error';
import { TokenInfoService, type TokenInfo } from './token-info.service';

function tokenIn(body: unknown): string | undefined {
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  return typeof token === 'string' && token !== '' ? token : undefined;
}

/** Token introspection: needs no Authorization, takes `{token}`. */
@Controller()
export class TokenInfoController {
  constructor(private readonly tokenInfo: TokenInfoService) {}

  @Post([
    'oauth2/token-info',
    'oauth2/token_info',
    'v1/oauth/token-info',
    'v1/token_info',
    '_api/oauth2/token-info',
    '_api/oauth2/token_info',
  ])
  @HttpCode(200)
  read(@Body() body: unknown): TokenInfo {
    const token = tokenIn(body);
    if (token === undefined) throw WixError.validation('token', 'must be a token');
    return this.tokenInfo.read(token);
  }
}
