import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '..', '..');

/** Runs a command as its users do: `npm run <script> -- <args>`. Rejects with `code`, `stdout` and `stderr`. */
export function npmScript(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return promisify(execFile)('npm', ['run', '--silent', script, '--', ...args], { cwd: ROOT, env });
}
