import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { WixModule } from '../wix/wix.module';
import { CallerTokenService } from './caller-token.service';
import { ElevationRecorder } from './elevation.recorder';
import { ElevationService } from './elevation.service';
import { MemoryRefreshTokenStore, RefreshTokenStore } from './refresh-token.store';
import { WixApi } from './wix-api';

/** Calls to Wix as the caller or as the app. Whoever imports it provides an AuditLog. */
@Module({
  imports: [AuthModule, WixModule],
  providers: [
    CallerTokenService,
    ElevationRecorder,
    ElevationService,
    WixApi,
    { provide: RefreshTokenStore, useClass: MemoryRefreshTokenStore },
  ],
  exports: [RefreshTokenStore, WixApi],
})
export class ElevationModule {}
