import { basename, dirname, join, resolve } from 'node:path';

/** The longest path that a local socket may have on every system (`sun_path`). */
const MAX_BYTES = 103;

/**
 * Where the gateway that has the embedded database open listens for commands: beside the data folder, whose rights decide
 * who may. `undefined` when nothing is kept there, or the path is too long for a socket.
 */
export function inboxSocketPath(dataDir: string): string | undefined {
  if (dataDir.startsWith('memory://')) return undefined;
  const folder = resolve(dataDir);
  const path = join(dirname(folder), `${basename(folder)}.sock`);
  return Buffer.byteLength(path) <= MAX_BYTES ? path : undefined;
}
