import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { describeFailure } from './database.failure';

/**
 * Makes losing a connection a matter of whoever uses it next. Without a listener Node would end the process, and the
 * pool itself only listens while a connection is idle: not between two statements of a transaction.
 */
export function surviveLostConnections(pool: Pool): void {
  const logger = new Logger('Database');
  pool.on('connect', (client) => {
    client.on('error', (error) => {
      logger.warn(`A connection was lost: ${describeFailure(error)}`);
    });
  });
  pool.on('error', () => undefined);
}
