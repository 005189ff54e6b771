import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HealthRegistry } from '../observability/health.registry';
import { SystemDatabase } from './system.database';

/** Shows the database in the detailed health. Routes without data go on without it, so it is not required. */
@Injectable()
export class DatabaseHealth implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    private readonly database: SystemDatabase,
  ) {}

  onModuleInit(): void {
    this.health.register('database', () => this.#check(), { required: false });
  }

  async #check(): Promise<{ readonly ok: true }> {
    await this.database.ping();
    return { ok: true };
  }
}
