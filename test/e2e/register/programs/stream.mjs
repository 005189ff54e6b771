import https from 'node:https';
import { Readable } from 'node:stream';
import { createHash } from 'node:crypto';
import axios from 'axios';

/** Sends to a server that echoes, and prints a line of JSON about what came back. */
const URL = 'https://www.wixapis.com/echo';
const CHUNK = Buffer.alloc(64 * 1024, 'wix ');
const CHUNKS = 64;

function* chunks() {
  for (let index = 0; index < CHUNKS; index += 1) yield Buffer.concat([Buffer.from(`${index}:`), CHUNK]);
}

async function digest(stream) {
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest('hex');
}

/** Writes the next word only when the one before has come back. */
function converse(words) {
  return new Promise((resolve, reject) => {
    const heard = [];
    const request = https.request(URL, { method: 'POST' }, (response) => {
      response.setEncoding('utf8').on('data', (word) => {
        heard.push(word);
        if (heard.length < words.length) request.write(words[heard.length]);
        else request.end();
      });
      response.on('end', () => resolve(heard));
    });
    request.on('error', reject);
    request.write(words[0]);
  });
}

const body = () => Readable.from(chunks());
console.log(
  JSON.stringify({
    sent: await digest(body()),
    fetch: await digest((await fetch(URL, { method: 'POST', body: Readable.toWeb(body()), duplex: 'half' })).body),
    axios: await digest((await axios.post(URL, body(), { responseType: 'stream' })).data),
    heard: await converse(['one', 'two', 'three']),
  }),
);
