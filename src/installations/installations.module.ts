import { Global, Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { InstallationGate } from '../auth/installation-gate';
import { InstallationChanges } from './installation.changes';
import { LifecycleRecord } from '../webhooks/lifecycle.record';
import { InstallationLifecycle } from './installation.lifecycle';
import { InstallationStore } from './installation.store';
import { KnownInstallations } from './known-installations';
import { PlanEvents } from './plan.events';
import { TenantPurge } from './tenant.purge';
import { VouchedInstances } from './vouched.instances';

/** Learns from Wix's events where the app is installed. Global, as the guard of the whole gateway asks its gate, and the inbox tells its record. */
@Global()
@Module({
  imports: [AuthModule],
  providers: [
    InstallationChanges,
    InstallationLifecycle,
    InstallationStore,
    KnownInstallations,
    PlanEvents,
    TenantPurge,
    VouchedInstances,
    { provide: InstallationGate, useExisting: KnownInstallations },
    { provide: LifecycleRecord, useExisting: InstallationLifecycle },
  ],
  exports: [InstallationGate, LifecycleRecord],
})
export class InstallationsModule {}
