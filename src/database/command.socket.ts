import { basename, dirname, join, resolve } from 'node:path';
import type { AppConfig } from '../config/app-config';

/** The longest path that a local socket may have on every system (`sun_path`). */
const MAX_BYTES = 103;

/**
 * Where the gateway that has the embedded database open listens for commands: beside the data folder, whose rights decide
 * who may. `undefined` with a database server, when nothing is kept, or when the path is too long for a socket.
 */
export function commandSocketPath({ url, dataDir }: AppConfig['database']): string | undefined {
  if (url !== undefined || dataDir.startsWith('memory://')) return undefined;
  const folder = resolve(dataDir);
  const path = join(dirname(folder), `${basename(folder)}.sock`);
  return Buffer.byteLength(path) <= MAX_BYTES ? path : undefined;
}
