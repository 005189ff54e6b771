import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AuthModule } from '../auth/auth.module';
import { ServicePluginDiscovery } from './service-plugin.discovery';
import { ServicePluginReader } from './service-plugin.reader';
import { ServicePluginRegistry } from './service-plugin.registry';
import { ServicePluginRouter } from './service-plugin.router';
import { ServicePluginsController } from './service-plugins.controller';

/** `POST /service-plugins/*`. Methods with `@ServicePlugin` are found wherever they are provided. */
@Module({
  imports: [AuthModule, DiscoveryModule],
  controllers: [ServicePluginsController],
  providers: [ServicePluginDiscovery, ServicePluginReader, ServicePluginRegistry, ServicePluginRouter],
  exports: [ServicePluginRegistry],
})
export class ServicePluginsModule {}
