import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { freePort } from '../scripts/free-port.mjs';
import { NODE_OPTIONS } from '../scripts/node-options.mjs';
import { APP_ID, APP_SECRET } from './fixtures.mjs';
import { Child } from './processes.mjs';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/**
 * Starts the gateway as it is built, alone, with limits out of the way. Its log goes to /dev/null.
 *
 * @param {{ wix: string, logLevel?: string, environment?: Record<string, string> }} options
 */
export async function startGateway({ wix, logLevel = 'warn', environment = {} }) {
  const port = await freePort();
  const gateway = new Child(
    spawn(process.execPath, [...NODE_OPTIONS, MAIN], {
      env: {
        PATH: process.env.PATH,
        // `production` refuses a Wix on http.
        NODE_ENV: 'development',
        HOST: '127.0.0.1',
        PORT: String(port),
        OPS_PORT: '0',
        DATA_DIR: 'memory://',
        LOG_LEVEL: logLevel,
        WIX_APP_ID: APP_ID,
        WIX_APP_SECRET: APP_SECRET,
        WIX_API_BASE_URL: wix,
        WIX_BUDGET_PER_INSTANCE: '1000000000',
        RATE_LIMIT_PER_INSTANCE: '0',
        RATE_LIMIT_PER_SUBJECT: '0',
        RATE_LIMIT_ANONYMOUS: '0',
        ...environment,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
  gateway.port = port;
  while (!(await accepts(port))) {
    if (gateway.process.exitCode !== null)
      throw new Error('The gateway ended before it listened; its reason is above.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return gateway;
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const answer = (/** @type {boolean} */ yes) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
