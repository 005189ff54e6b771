// Runs PGlite in a thread of its own: on the main thread a large sort would stall every request.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/** The default of 128 MB is meant for a server's memory. */
const SHARED_BUFFERS = '8MB';

/** The frontend messages `Query` and `Sync` (PostgreSQL protocol 3.0 §Message Formats). */
const query = (sql) => {
  const text = Buffer.from(`${sql}\0`);
  const head = Buffer.alloc(5);
  head.write('Q');
  head.writeInt32BE(text.length + 4, 1);
  return Buffer.concat([head, text]);
};
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);

const database = await PGlite.create({
  dataDir: workerData.dataDir,
  startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${SHARED_BUFFERS}`],
});

/** The answer to one message. Not by `execProtocolRaw`, which keeps what it parsed of every answer for ever. */
async function exchange(message) {
  const parts = [];
  await database.execProtocolRawStream(message, { onRawData: (bytes) => parts.push(bytes.slice()) });
  const answer = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    answer.set(part, offset);
    offset += part.length;
  }
  return answer;
}

let current;

/** There is one session. A new connection shall find it as a server's would be: nothing open, nothing set. */
async function enter(connection) {
  if (connection === current) return;
  current = connection;
  for (const message of [SYNC, query('ROLLBACK'), query('DISCARD ALL')]) await exchange(message);
}

async function answer({ connection, bytes }) {
  await enter(connection);
  return exchange(bytes);
}

let last = Promise.resolve();
parentPort.on('message', (request) => {
  last = last.then(async () => {
    if (request === 'close') {
      await database.close();
      parentPort.close();
      return;
    }
    const bytes = await answer(request);
    parentPort.postMessage({ connection: request.connection, bytes }, [bytes.buffer]);
  });
});
parentPort.postMessage('open');
