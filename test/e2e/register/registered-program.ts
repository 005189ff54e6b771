import { once } from 'node:events';
import { join } from 'node:path';
import { spawnRegistered } from '../../support/registered-process';

export interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The name of a file in `programs/` and what follows it on the command line. */
export type Program = readonly [file: string, ...args: string[]];

/** Runs a program under register to its end. */
export async function runRegistered([file, ...args]: Program, environment: NodeJS.ProcessEnv): Promise<Exit> {
  const child = spawnRegistered([join(__dirname, 'programs', file), ...args], environment);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
