import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { WixError } from '../http/wix.error';
import { GrantHandlers } from './grants/grant-handlers';
import type { TokenAnswer } from './token-answer';
import { TokenParameters } from './token-parameters';

/** The token endpoint: JSON or form fields, snake_case or camelCase names. */
@Controller()
export class TokenController {
  constructor(private readonly grants: GrantHandlers) {}

  @Post(['oauth2/token', 'v1/oauth/token', '_api/oauth2/token'])
  @HttpCode(200)
  issue(@Body() body: unknown, @Headers('authorization') authorization?: string): TokenAnswer {
    const parameters = new TokenParameters(body);
    const grantType = parameters.get('grant_type');
    if (grantType === undefined) throw WixError.oauth(400, 'invalid_request', 'grant_type is missing');
    const grant = this.grants.find(grantType);
    if (grant === undefined) throw WixError.oauth(400, 'unsupported_grant_type', 'There is no such grant_type');
    return grant.issue(parameters, authorization);
  }
}
