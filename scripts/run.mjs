// Runs a program of dist/, built first if needed: `node scripts/run.mjs routes.command`.
import { buildIfNeeded } from './build-if-needed.mjs';

const root = new URL('..', import.meta.url);
buildIfNeeded(root);
await import(new URL(`dist/${process.argv[2]}.js`, root));
