import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Builds `dist/` unless it is there and newer than every source. */
export function buildIfNeeded(root) {
  const folder = fileURLToPath(root);
  const built = join(folder, 'dist/main.js');
  if (existsSync(built) && statSync(built).mtimeMs > newest(join(folder, 'src'))) return;
  // The output is the program's own: somebody may parse it.
  console.error('Building …');
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: folder, stdio: ['ignore', 2, 2] });
}

function newest(folder) {
  const times = readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, name)).mtimeMs);
  return Math.max(...times);
}
