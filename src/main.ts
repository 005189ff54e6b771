// First: it must hold before the heap grows.
import './heap-growth';
// And then, as all that follows takes most of the start to load.
import { onStopSignal } from './stop-signals';
import type { Logger } from 'pino';
import { createApp } from './app.factory';
import { loadConfig } from './config/load-config';
import { Database } from './database/database';
import { ListenError } from './errors/listen.error';
import { StartError } from './errors/start.error';
import { HealthRegistry } from './observability/health.registry';
import { createLogger } from './observability/logger';
import { Shutdown } from './observability/shutdown';

/** Connections that wait to be accepted: what a burst opens at once, of which Node's 511 would be too few. */
const BACKLOG = 4_096;

/** The gateway: reads its configuration, listens, and drains when it is told to stop. */
async function main(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config, process.stdout.isTTY);
  try {
    const app = await createApp(config, logger);
    const rest = () => {
      app.get(Database).rest();
    };
    stopOnSignal(new Shutdown(app, app.get(HealthRegistry), rest), logger);
    await app.init();
    await app.listen({ ...config.listen, backlog: BACKLOG }).catch((error: unknown) => {
      throw new ListenError('The gateway', config.listen, '', error);
    });
    logger.info({ url: await app.getUrl(), wixUrl: config.wix.baseUrl }, 'the gateway is listening');
  } catch (error) {
    if (error instanceof StartError) logger.fatal(error.message);
    else logger.fatal({ err: error }, 'the gateway cannot start');
    process.exit(1);
  }
}

/** A second signal while it drains changes nothing: Ctrl-C often comes with one of the supervisor's own. */
function stopOnSignal(shutdown: Shutdown, logger: Logger): void {
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= shutdown
      .drain()
      .catch((error: unknown) => {
        logger.error({ err: error }, 'the gateway did not stop cleanly');
      })
      .then(() => process.exit(0));
  };
  onStopSignal(stop);
}

void main();
