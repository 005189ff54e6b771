import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { SessionAuthenticator } from '../auth/session.authenticator';
import type { AppConfig } from '../config/app-config';
import { WixModule } from '../wix/wix.module';
import { CookieSessionAuthenticator } from './cookie-session.authenticator';
import { RequestOrigin } from './request-origin';
import { SessionContexts } from './session.contexts';
import { SessionController } from './session.controller';
import { SessionFinder } from './session.finder';
import { SessionIds } from './session-ids';
import { SessionKeys } from './session-keys';
import { SessionRenewal } from './session.renewal';
import { SessionSeal } from './session.seal';
import { SessionServer } from './session.server';
import { SessionService } from './session.service';
import { SessionStore } from './session.store';
import { SessionSweep } from './session.sweep';
import { WixSessionTokens } from './session.tokens';

/** Sessions of a headless site's browsers. Global, as the guard of the whole gateway asks its authenticator. */
@Module({})
export class SessionsModule {
  /** Where sessions are off, there are no routes, and the authenticator says so. */
  static forRoot({ sessions }: Pick<AppConfig, 'sessions'>): DynamicModule {
    return {
      module: SessionsModule,
      global: true,
      imports: [AuthModule, WixModule],
      controllers: sessions === undefined ? [] : [SessionController],
      providers: [
        RequestOrigin,
        SessionContexts,
        SessionFinder,
        SessionIds,
        SessionKeys,
        SessionRenewal,
        SessionSeal,
        SessionServer,
        SessionService,
        SessionStore,
        SessionSweep,
        WixSessionTokens,
        { provide: SessionAuthenticator, useClass: CookieSessionAuthenticator },
      ],
      exports: [
        RequestOrigin,
        SessionAuthenticator,
        SessionFinder,
        SessionIds,
        SessionKeys,
        SessionService,
        WixSessionTokens,
      ],
    };
  }
}
