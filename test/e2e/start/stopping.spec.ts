import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET } from '../../../src/emulator/well-known';

const MAIN = join(__dirname, '..', '..', '..', 'dist/main.js');

it.each(['SIGTERM', 'SIGINT'] as const)('%s while the gateway is still starting ends it, with 0', async (signal) => {
  const starting = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      HOST: '127.0.0.1',
      PORT: '0',
      OPS_PORT: '0',
      DATA_DIR: 'memory://',
      WIX_API_BASE_URL: 'http://127.0.0.1:9',
      WIX_APP_ID: WELL_KNOWN_APP_ID,
      WIX_APP_SECRET: WELL_KNOWN_APP_SECRET,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(starting, 'exit');
  // Nest's first line, before the application is made.
  await once(starting.stdout, 'data');
  starting.stdout.resume();
  starting.kill(signal);

  expect(await exited).toEqual([0, null]);
});
