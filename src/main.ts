import { createApp } from './app.factory';
import { loadConfig } from './config/load-config';

/** The gateway: reads its configuration, listens, and leaves when it is told to. */
async function main(): Promise<void> {
  const config = loadConfig();
  const app = await createApp(config);
  await app.listen(config.listen.port, config.listen.host);
}

void main();
