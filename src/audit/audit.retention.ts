import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { AppConfig } from '../config/app-config';
import { OldRows } from '../database/old-rows';
import { SystemDatabase } from '../database/system.database';

/**
 * PCI DSS 4.0 §10.5.1 wants three months of an audit at hand; a quarter has 92 days at most. Who must keep records for
 * longer exports them (`npm run audit -- export`).
 */
const KEEP = sql`interval '92 days'`;

/** Records are kept for three months. */
@Injectable()
export class AuditRetention extends OldRows implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(config: AppConfig, database: SystemDatabase) {
    super(database, 'audit_batches', sql`app_id = ${config.app.id}`, sql`last_at`, KEEP);
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }
}
