import { DataDirLock } from '../../../../src/database/data-dir.lock';

/** One process of several: takes the lock of a folder, says so on stdout, and keeps it until it is killed or loses it. */
async function main(dataDir: string): Promise<void> {
  const lock = new DataDirLock(dataDir, (message) => {
    process.stdout.write(`${message}\n`);
    process.exit(1);
  });
  await lock.acquire(new AbortController().signal);
  process.stdout.write('held\n');
  setInterval(() => undefined, 1000);
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stdout.write(`${String(error)}\n`);
  process.exit(1);
});
