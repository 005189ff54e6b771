import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const THREAD = join(__dirname, '../../../src/database/embedded-postgres.worker.mjs');

/** The frontend message `Query` (PostgreSQL protocol 3.0 §Message Formats). */
function query(sql: string): Uint8Array {
  const text = Buffer.from(`${sql}\0`);
  const head = Buffer.alloc(5);
  head.write('Q');
  head.writeInt32BE(text.length + 4, 1);
  return new Uint8Array(Buffer.concat([head, text]));
}

it('the embedded database remembers nothing of its answers', async () => {
  const thread = new Worker(THREAD, {
    workerData: { dataDir: 'memory://' },
    resourceLimits: { maxOldGenerationSizeMb: 64 },
  });
  await once(thread, 'message');
  // A row is some 200 bytes of the heap as an object: a million are twice as much as the thread may have.
  for (let turn = 0; turn < 100; turn++) {
    thread.postMessage({ connection: 1, bytes: query('SELECT n FROM generate_series(1, 10000) AS n') });
    await once(thread, 'message');
  }
  thread.postMessage('close');
  expect(await once(thread, 'exit')).toEqual([0]);
}, 60_000);
