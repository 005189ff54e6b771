import { AnonymousLimit } from './auth/anonymous-limit';
import { Telemetry, SilentTelemetry } from './config/telemetry';
import { AuditLog } from './elevation/audit';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './auth/access.guard';
import { AuthGuard } from './auth/auth.guard';
import { AuthModule } from './auth/auth.module';
import type { AppConfig } from './config/app-config';
import { ConfigModule } from './config/config.module';
import { DatabaseModule } from './database/database.module';
import { IdentityModule } from './features/identity/identity.module';
import { InstanceModule } from './features/instance/instance.module';
import { MembersModule } from './features/members/members.module';
import { ProductsModule } from './features/products/products.module';
import { SettingsModule } from './features/settings/settings.module';

@Global()
@Module({
  providers: [
    { provide: AnonymousLimit, useValue: { check() {}, charge() {} } },
    { provide: Telemetry, useClass: SilentTelemetry },
    { provide: AuditLog, useValue: { record() {} } },
  ],
  exports: [AnonymousLimit, Telemetry, AuditLog],
})
class StandIn {}

/** The gateway. A feature is one folder and one line here. */
@Module({})
export class AppModule {
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        StandIn,
        AuthModule,
        DatabaseModule,
        IdentityModule,
        InstanceModule,
        MembersModule,
        ProductsModule,
        SettingsModule,
      ],
      // The order is the order in which they run: who is calling, then whether they may.
      providers: [
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    };
  }
}
