import { Module } from '@nestjs/common';
import { ElevationModule } from '../elevation/elevation.module';
import { WixForwarder } from './wix.forwarder';

/** Routes that pass a Wix call through. */
@Module({ imports: [ElevationModule], providers: [WixForwarder], exports: [ElevationModule, WixForwarder] })
export class ForwardingModule {}
