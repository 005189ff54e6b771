import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedPostgres } from '../../src/database/embedded.postgres';
import { EMBEDDED_TIMEOUTS } from '../../src/database/database.timeouts';

const PGLITE = join(dirname(createRequire(__filename).resolve('@electric-sql/pglite')), '..', 'package.json');
const { version } = createRequire(__filename)(PGLITE) as { version: string };
const TEMPLATE = join(tmpdir(), `liftgate-test-template-pglite-${version}`);

/** A new folder with an empty embedded database: making one takes seconds, so one is made once and copied. */
export async function embeddedFolder(): Promise<{ readonly dataDir: string; readonly remove: () => void }> {
  if (!existsSync(TEMPLATE)) await makeTemplate();
  const parent = mkdtempSync(join(tmpdir(), 'liftgate-test-'));
  const dataDir = join(parent, 'data');
  cpSync(TEMPLATE, dataDir, { recursive: true });
  return {
    dataDir,
    remove: () => {
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(): Promise<void> {
  const parent = mkdtempSync(join(tmpdir(), 'liftgate-test-'));
  const source = new EmbeddedPostgres(join(parent, 'data'), EMBEDDED_TIMEOUTS);
  await source.open();
  await source.close();
  try {
    renameSync(join(parent, 'data'), TEMPLATE);
  } catch {
    // Another worker was faster.
  }
  rmSync(parent, { recursive: true, force: true });
}
