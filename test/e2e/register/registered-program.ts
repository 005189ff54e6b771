import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const REGISTER = join(__dirname, '../../../register.mjs');

export interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The name of a file in `programs/` and what follows it on the command line. */
export type Program = readonly [file: string, ...args: string[]];

/** Starts Node with register.mjs in NODE_OPTIONS and nothing else of this process's environment but what is given. */
export function spawnRegistered(command: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess {
  const env = { PATH: process.env.PATH, NODE_OPTIONS: `--import ${REGISTER}`, ...environment };
  return spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs a program to its end. */
export async function runRegistered([file, ...args]: Program, environment: NodeJS.ProcessEnv): Promise<Exit> {
  const child = spawnRegistered([join(__dirname, 'programs', file), ...args], environment);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
