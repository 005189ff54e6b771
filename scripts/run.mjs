// Runs a program of dist/, built first if needed: `node scripts/run.mjs routes.command`. What follows is the program's.
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from './build-if-needed.mjs';

const root = new URL('..', import.meta.url);
buildIfNeeded(root);
const [node, , name, ...args] = process.argv;
const program = new URL(`dist/${name}.js`, root);
process.argv = [node, fileURLToPath(program), ...args];
// Whoever reads the output may have seen enough, as `| head` does.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
await import(program);
