import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { appInstances } from '@wix/app-management';
import { auth } from '@wix/essentials';
import { Authenticated, Elevated, Public } from '../../../src/auth/access.decorators';

const ANYONE = ['VISITOR', 'MEMBER', 'USER'] as const;

/** What the next handler runs; a test sets it. */
export const code: { run: () => unknown } = { run: () => undefined };

/** Handlers as Wix's guides write them, and one of each access for whatever a test thinks of. */
@Controller('sdk')
export class AmbientController {
  @Get('token-info')
  @Authenticated()
  tokenInfo() {
    return auth.getTokenInfo();
  }

  @Get('instance')
  @Elevated({ allow: ANYONE, calls: ['GET /apps/v1/instance'] })
  instance() {
    return auth.elevate(appInstances.getAppInstance)();
  }

  @Get('public')
  @Public()
  async public() {
    return { result: await code.run() };
  }

  @Post('authenticated')
  @HttpCode(200)
  @Authenticated()
  async authenticated() {
    return { result: await code.run() };
  }

  @Post('elevated')
  @HttpCode(200)
  @Elevated({
    allow: ANYONE,
    calls: [
      'GET /apps/v1/instance',
      'GET /members/v1/members',
      'GET /stores-reader/v1/products/:id',
      'POST /stores-reader/v1/products/query',
    ],
  })
  async elevated() {
    return { result: await code.run() };
  }
}
