const { fork } = require('node:child_process');
const { join } = require('node:path');
const { Worker } = require('node:worker_threads');

// Runs the same call in a worker thread and in a forked process.
const program = join(__dirname, 'call-once.mjs');
new Worker(program, { argv: ['/worker'] });
fork(program, ['/forked']);
