import { Secret } from '../../src/config/secret';
import { startPostgres } from '../support/postgres.server';
import { createServerDatabase } from '../support/server-database';
import { installationsContract } from '../support/installations.contract';

describe('installations on a server', () => {
  installationsContract(async () => {
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
