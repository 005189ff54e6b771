import { Secret } from '../../src/config/secret';
import { startPostgres } from '../support/postgres.server';
import { createServerDatabase } from '../support/server-database';
import { webhooksContract } from '../support/webhooks.contract';

describe('webhooks on a server', () => {
  webhooksContract(async () => {
    const server = await startPostgres();
    const { url, drop } = await createServerDatabase(server.url);
    return {
      database: { url: new Secret(url), dataDir: 'memory://' },
      close: async () => {
        await drop();
        await server.stop();
      },
    };
  });
});
