import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedPostgres } from '../../src/database/embedded.postgres';
import { EMBEDDED_TIMEOUTS } from '../../src/database/database.timeouts';

const PGLITE = join(dirname(createRequire(__filename).resolve('@electric-sql/pglite')), '..', 'package.json');
const { version } = createRequire(__filename)(PGLITE) as { version: string };
const TEMPLATE = join(tmpdir(), `liftgate-test-template-pglite-${version}`);

export interface DataFolder {
  readonly dataDir: string;
  readonly remove: () => void;
}

/** The path of a data folder that is not there yet. */
export function newFolder(): DataFolder {
  const parent = mkdtempSync(join(tmpdir(), 'liftgate-test-'));
  return {
    dataDir: join(parent, 'data'),
    remove: () => {
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

/** A new folder with an empty embedded database: making one takes seconds, so one is made once and copied. */
export async function embeddedFolder(): Promise<DataFolder> {
  if (!existsSync(TEMPLATE)) await makeTemplate();
  const folder = newFolder();
  cpSync(TEMPLATE, folder.dataDir, { recursive: true });
  return folder;
}

async function makeTemplate(): Promise<void> {
  const { dataDir, remove } = newFolder();
  const source = new EmbeddedPostgres(dataDir, EMBEDDED_TIMEOUTS);
  await source.open();
  await source.close();
  try {
    renameSync(dataDir, TEMPLATE);
  } catch {
    // Another worker was faster.
  }
  remove();
}
