import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { ElevationModule } from '../elevation/elevation.module';
import { SdkCalls } from './sdk-calls';
import { WixContext } from './wix-context';
import { WixSdk } from './wix-sdk';

/** Wix's JavaScript SDK on the gateway's own tokens, limits and audit. */
@Module({
  imports: [AuthModule, ElevationModule],
  providers: [SdkCalls, WixContext, WixSdk],
  exports: [SdkCalls, WixContext, WixSdk],
})
export class SdkModule {}
