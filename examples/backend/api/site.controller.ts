import { Controller, Get } from '@nestjs/common';
import { appInstances } from '@wix/app-management';
import { Authenticated, Elevated } from '../../../src/auth/access.decorators';
import type { AppIdentity } from '../../../src/auth/app-identity';
import type { InstanceContext } from '../../../src/auth/instance-context';
import { CurrentAppIdentity, CurrentInstance } from '../../../src/auth/request-context';
import { WixSdk } from '../../../src/sdk/wix-sdk';

/** What an Express backend did with `AppStrategy` and with the `instance` parameter. */
@Controller('api/site')
export class SiteController {
  constructor(private readonly sdk: WixSdk) {}

  @Get()
  @Elevated({ allow: ['USER'], calls: ['GET /apps/v1/instance'] })
  async site(@CurrentAppIdentity() app: AppIdentity) {
    const { site } = await this.sdk.app(app, { appInstances }).appInstances.getAppInstance();
    return { siteId: site?.siteId, locale: site?.locale };
  }

  @Get('external-page')
  @Authenticated({ allow: ['USER'], instanceParameter: true })
  externalPage(@CurrentInstance() { instanceId, identity }: InstanceContext) {
    return { instanceId, identity };
  }
}
