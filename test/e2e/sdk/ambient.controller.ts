import { Controller, Get, Post, Body, HttpCode } from '@nestjs/common';
import { appInstances } from '@wix/app-management';
import { auth, httpClient } from '@wix/essentials';
import { members } from '@wix/members';
import { products } from '@wix/stores';
import { Authenticated, Elevated, Public } from '../../../src/auth/access.decorators';

const ANYONE = ['VISITOR', 'MEMBER', 'USER'] as const;
const GET_APP_INSTANCE = 'GET /apps/v1/instance';

/** What a test makes `POST /sdk/code` run. */
export const code: { run: () => unknown } = { run: () => undefined };

/** Handlers as Wix's guides write them. */
@Controller('sdk')
export class AmbientController {
  @Get('token-info')
  @Authenticated()
  tokenInfo() {
    return auth.getTokenInfo();
  }

  @Get('instance')
  @Elevated({ allow: [...ANYONE], calls: [GET_APP_INSTANCE] })
  instance() {
    return auth.elevate(appInstances.getAppInstance)();
  }

  @Post('instance')
  @HttpCode(200)
  @Elevated({ allow: [...ANYONE], calls: [GET_APP_INSTANCE] })
  async instanceAfterBody(@Body() body: { name: string }) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return { name: body.name, ...(await auth.elevate(appInstances.getAppInstance)()) };
  }

  @Get('direct')
  @Authenticated()
  direct() {
    return appInstances.getAppInstance();
  }

  @Get('undeclared')
  @Authenticated()
  undeclared() {
    return auth.elevate(appInstances.getAppInstance)();
  }

  @Get('another-call')
  @Elevated({ allow: [...ANYONE], calls: [GET_APP_INSTANCE] })
  anotherCall() {
    return auth.elevate(products.queryProducts)().find();
  }

  @Get('members')
  @Elevated({ allow: ['USER'], calls: ['GET /members/v1/members', 'POST /members/v1/members/query'] })
  async members() {
    return auth.elevate(members.listMembers)({ paging: { limit: 2 }, fieldsets: ['FULL'] });
  }

  @Get('products/:id')
  @Elevated({ allow: [...ANYONE], calls: ['GET /stores/v1/products/:id'] })
  product() {
    return auth.elevate(products.getProduct)('00000000-0000-4000-8000-000000000404');
  }

  @Get('products')
  @Elevated({ allow: [...ANYONE], calls: ['POST /stores/v1/products/query'] })
  async products() {
    const { items } = await auth.elevate(() => products.queryProducts().limit(3).find())();
    return { items };
  }

  @Get('fetch')
  @Authenticated()
  async fetch() {
    const answer = await httpClient.fetchWithAuth('https://www.wixapis.com/members/v1/members/my?fieldsets=FULL');
    return { status: answer.status, body: await answer.json() };
  }

  @Post('code')
  @HttpCode(200)
  @Elevated({ allow: [...ANYONE], calls: [GET_APP_INSTANCE] })
  async code() {
    return { result: await code.run() };
  }

  @Get('public')
  @Public()
  public() {
    return appInstances.getAppInstance();
  }
}
