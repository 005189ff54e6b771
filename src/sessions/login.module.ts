import { type DynamicModule, Module } from '@nestjs/common';
import type { AppConfig } from '../config/app-config';
import { Telemetry } from '../config/telemetry';
import { RateLimiters } from '../rate-limits/rate-limiters';
import { WixModule } from '../wix/wix.module';
import { CustomLoginController } from './custom-login.controller';
import { CustomLoginService } from './custom-login.service';
import { LoginController } from './login.controller';
import { LoginLimits } from './login-limits';
import { LoginService } from './login.service';
import { LoginSessions } from './login.session';
import { LogoutController } from './logout.controller';
import { LogoutService } from './logout.service';
import { PendingLogins } from './pending-logins';

/** Login and logout of a headless site's members, by the page of Wix's or a form of the site's own. */
@Module({})
export class LoginModule {
  /** Where sessions are off, nothing of it exists. */
  static forRoot({ sessions }: Pick<AppConfig, 'sessions'>): DynamicModule {
    if (sessions === undefined) return { module: LoginModule };
    return {
      module: LoginModule,
      imports: [WixModule],
      controllers: [LoginController, LogoutController, CustomLoginController],
      providers: [
        CustomLoginService,
        {
          provide: LoginLimits,
          useFactory: (limiters: RateLimiters, telemetry: Telemetry) =>
            new LoginLimits(limiters.make('login-limit'), telemetry),
          inject: [RateLimiters, Telemetry],
        },
        LoginService,
        LoginSessions,
        LogoutService,
        PendingLogins,
      ],
    };
  }
}
