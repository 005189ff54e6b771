import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { createDatabase } from './create-database';
import { Database } from './database';
import { DatabaseHealth } from './database.health';
import { SystemDatabase } from './system.database';
import { TenantDatabase } from './tenant.database';

/** `TenantDatabase` and `SystemDatabase`, injectable everywhere. */
@Global()
@Module({
  providers: [
    { provide: Database, useFactory: (config: AppConfig) => createDatabase(config.database), inject: [AppConfig] },
    DatabaseHealth,
    TenantDatabase,
    SystemDatabase,
  ],
  exports: [TenantDatabase, SystemDatabase],
})
export class DatabaseModule {}
