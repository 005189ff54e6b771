// First: it must hold before the heap grows.
import './heap-growth';
import { createApp } from './app.factory';
import { loadConfig } from './config/load-config';
import { HealthRegistry } from './observability/health.registry';
import { createLogger } from './observability/logger';
import { Shutdown } from './observability/shutdown';

/** The gateway: reads its configuration, listens, and drains when it is told to stop. */
async function main(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config, process.stdout.isTTY);
  try {
    const app = await createApp(config, logger);
    const shutdown = new Shutdown(app, app.get(HealthRegistry));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        void shutdown.drain().then(
          () => process.exit(0),
          (error: unknown) => {
            logger.error({ err: error }, 'the gateway did not stop cleanly');
            process.exit(0);
          },
        );
      });
    }
    await app.listen(config.listen.port, config.listen.host);
    logger.info({ url: await app.getUrl() }, 'the gateway is listening');
  } catch (error) {
    logger.fatal({ err: error }, 'the gateway cannot start');
    process.exit(1);
  }
}

void main();
