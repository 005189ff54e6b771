import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { SystemDatabase } from '../database/system.database';
import { HealthRegistry } from '../observability/health.registry';

/**
 * A process that opens the embedded database is not ready until it is open: webhooks that come sooner would wait for Wix's
 * next attempt. A server that is down keeps no process from serving the routes that do without.
 */
@Injectable()
export class InboxReadiness implements OnModuleInit {
  #wasOpen = false;

  constructor(
    private readonly config: AppConfig,
    private readonly database: SystemDatabase,
    private readonly health: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.health.register('webhooks', async () => ({ ok: await this.#isOpen() }), {
      required: this.config.database.url === undefined,
    });
  }

  async #isOpen(): Promise<boolean> {
    if (!this.#wasOpen) await this.database.ping();
    return (this.#wasOpen = true);
  }
}
