import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { CommandServer } from './command.server';
import { createDatabase } from './create-database';
import { Database } from './database';
import { DatabaseHealth } from './database.health';
import { SystemDatabase } from './system.database';
import { TenantDatabase } from './tenant.database';

/** `TenantDatabase`, `SystemDatabase` and `CommandServer`, injectable everywhere. */
@Global()
@Module({
  providers: [
    { provide: Database, useFactory: (config: AppConfig) => createDatabase(config.database), inject: [AppConfig] },
    CommandServer,
    DatabaseHealth,
    TenantDatabase,
    SystemDatabase,
  ],
  exports: [CommandServer, TenantDatabase, SystemDatabase],
})
export class DatabaseModule {}
