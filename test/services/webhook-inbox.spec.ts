import { SERVER_TIMEOUTS } from '../../src/database/database.timeouts';
import { startPostgres } from '../support/postgres.server';
import { createServerDatabase, serverDatabase } from '../support/server-database';
import { webhookInboxContract } from '../support/webhook-inbox.contract';

describe('webhook events are stored in a server', () => {
  webhookInboxContract(async () => {
    const server = await startPostgres();
    const { url, drop } = await createServerDatabase(server.url);
    // That a crowd which waits is refused in time is tested elsewhere.
    const timeouts = { ...SERVER_TIMEOUTS, connectionMs: 20_000 };
    const one = await serverDatabase(url, timeouts);
    const two = await serverDatabase(url, timeouts);
    return {
      one,
      two,
      waiting: async () => {
        const query = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return (await one.pool.query(query)).rowCount ?? 0;
      },
      close: async () => {
        await one.close();
        await two.close();
        await drop();
        await server.stop();
      },
    };
  });
});
