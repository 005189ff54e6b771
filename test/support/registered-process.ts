import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** The absolute path of `liftgate/register`. */
export const REGISTER = join(__dirname, '../../register.mjs');

/** Starts Node with register in NODE_OPTIONS, and nothing else of this process's environment than what is given. */
export function spawnRegistered(command: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess {
  const env = { PATH: process.env.PATH, NODE_OPTIONS: `--import "${REGISTER}"`, ...environment };
  return spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'] });
}
