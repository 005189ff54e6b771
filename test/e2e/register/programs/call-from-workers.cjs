const { fork } = require('node:child_process');
const { join } = require('node:path');
const { Worker } = require('node:worker_threads');

// Runs the same call in a worker thread and in a forked process, and one like it in worker threads of code.
const program = join(__dirname, 'call-once.mjs');
new Worker(program, { argv: ['/worker'] });
fork(program, ['/forked']);

const call = "require('node:https').get('https://www.wixapis.com' + path, (reply) => reply.resume());";
new Worker(`const path = '/worker-of-code'; ${call}`, { eval: true });
new Worker(`'use strict'; try { path = '/sloppy'; } catch { const path = '/worker-of-strict-code'; ${call} }`, {
  eval: true,
});
