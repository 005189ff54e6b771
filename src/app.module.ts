// First: code of the app that is loaded below may use Wix's SDK while it loads.
import './sdk/ambient-clients';
import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Logger } from 'pino';
import { AuditModule } from './audit/audit.module';
import { AccessGuard } from './auth/access.guard';
import { AuthGuard } from './auth/auth.guard';
import { AuthModule } from './auth/auth.module';
import type { AppConfig } from './config/app-config';
import { ConfigModule } from './config/config.module';
import { DatabaseModule } from './database/database.module';
import { AdditionalFeesModule } from './features/additional-fees/additional-fees.module';
import { IdentityModule } from './features/identity/identity.module';
import { InstanceModule } from './features/instance/instance.module';
import { MembersModule } from './features/members/members.module';
import { ProductsModule } from './features/products/products.module';
import { SettingsModule } from './features/settings/settings.module';
import { InstallationsModule } from './installations/installations.module';
import { ObservabilityModule } from './observability/observability.module';
import { RateLimitGuard } from './rate-limits/rate-limit.guard';
import { RateLimitsModule } from './rate-limits/rate-limits.module';
import { SdkModule } from './sdk/sdk.module';
import { ServicePluginsModule } from './service-plugins/service-plugins.module';
import { LoginModule } from './sessions/login.module';
import { SessionsModule } from './sessions/sessions.module';
import { WebMethodsModule } from './web-methods/web-methods.module';
import { WebhooksModule } from './webhooks/webhooks.module';

/** The gateway. A feature is one folder and one line here. */
@Module({})
export class AppModule {
  static forRoot(config: AppConfig, logger: Logger, version: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        ObservabilityModule.forRoot(logger, version),
        RateLimitsModule.forRoot((request) => request.instanceContext),
        AuthModule,
        DatabaseModule,
        AuditModule,
        SdkModule,
        SessionsModule.forRoot(config),
        LoginModule.forRoot(config),
        ServicePluginsModule,
        WebhooksModule,
        InstallationsModule,
        AdditionalFeesModule,
        IdentityModule,
        InstanceModule,
        MembersModule,
        ProductsModule,
        SettingsModule,
        WebMethodsModule.forDirectory(join(__dirname, 'backend')),
      ],
      // In this order: who is calling, may they, and how often.
      providers: [
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useExisting: RateLimitGuard },
      ],
    };
  }
}
