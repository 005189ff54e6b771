import { Module } from '@nestjs/common';
import { AdditionalFeesPlugin } from './additional-fees.plugin';

/** Answers Wix's `ecom-additional-fees` calls. */
@Module({ providers: [AdditionalFeesPlugin] })
export class AdditionalFeesModule {}
