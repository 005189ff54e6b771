import { Global, Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { InstallationGate } from '../auth/installation-gate';
import { InstallationChanges } from './installation.changes';
import { InstallationEvents } from './installation.events';
import { InstallationStore } from './installation.store';
import { KnownInstallations } from './known-installations';
import { TenantPurge } from './tenant.purge';
import { VouchedInstances } from './vouched.instances';

/** Learns from Wix's events where the app is installed. Global, as the guard of the whole gateway asks its gate. */
@Global()
@Module({
  imports: [AuthModule],
  providers: [
    InstallationChanges,
    InstallationEvents,
    InstallationStore,
    KnownInstallations,
    TenantPurge,
    VouchedInstances,
    { provide: InstallationGate, useExisting: KnownInstallations },
  ],
  exports: [InstallationGate],
})
export class InstallationsModule {}
