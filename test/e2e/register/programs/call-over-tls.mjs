import { lookup } from 'node:dns';
import https from 'node:https';
import process from 'node:process';

/**
 * Calls each origin of the command line over TLS without a certificate, as test servers speak it, and prints a line of
 * JSON: for each origin the text that it got, or the code of the error. Every name but an address's own is looked up
 * as 127.0.0.1 when `RESOLVE_NAMES` is set, and else not found.
 */
const ANONYMOUS_TLS = { ciphers: 'AECDH-AES256-SHA:@SECLEVEL=0', maxVersion: 'TLSv1.2', rejectUnauthorized: false };

function resolve(name, options, callback) {
  if (process.env.RESOLVE_NAMES) lookup('127.0.0.1', options, callback);
  else callback(Object.assign(new Error(`${name} was looked up`), { code: 'LOOKED_UP' }));
}

function call(origin) {
  return new Promise((done) => {
    const request = https.get(`${origin}/path`, { ...ANONYMOUS_TLS, lookup: resolve }, async (response) => {
      const chunks = [];
      for await (const chunk of response) chunks.push(chunk);
      done(Buffer.concat(chunks).toString());
    });
    request.on('error', (error) => done(error.code));
  });
}

const answers = {};
for (const origin of process.argv.slice(2)) answers[origin] = await call(origin);
console.log(JSON.stringify(answers));
