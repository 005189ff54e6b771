import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { WixModule } from '../wix/wix.module';
import { SessionFinder } from './session.finder';
import { SessionIds } from './session-ids';
import { SessionKeys } from './session-keys';
import { SessionRenewal } from './session.renewal';
import { SessionSeal } from './session.seal';
import { SessionService } from './session.service';
import { SessionStore } from './session.store';
import { WixSessionTokens } from './session.tokens';

/** Visitor sessions of a headless site. */
@Module({
  imports: [AuthModule, WixModule],
  providers: [
    SessionFinder,
    SessionIds,
    SessionKeys,
    SessionRenewal,
    SessionSeal,
    SessionService,
    SessionStore,
    WixSessionTokens,
  ],
  exports: [SessionKeys, SessionService],
})
export class SessionsModule {}
