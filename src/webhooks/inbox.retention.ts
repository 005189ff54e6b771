import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { AppConfig } from '../config/app-config';
import { OldRows } from '../database/old-rows';
import { SystemDatabase } from '../database/system.database';

/** Wix delivers an event again for 48 hours, and a signature is taken for 49: so long a duplicate must be known, and then some. */
const KEEP = sql`interval '14 days'`;

/** Forgets events that nobody will ask for again. Dead letters stay until somebody replays or discards them. */
@Injectable()
export class InboxRetention extends OldRows implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(config: AppConfig, database: SystemDatabase) {
    // One that was said again, replayed or discarded counts from then on.
    super(
      database,
      'webhook_events',
      sql`app_id = ${config.app.id} AND state IN ('handled', 'unknown_type', 'discarded')`,
      sql`greatest(received_at, finished_at)`,
      KEEP,
    );
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }
}
