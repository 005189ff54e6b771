import https from 'node:https';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import axios from 'axios';

/** Makes as many calls at once as the command line says, by three clients in turn; prints the texts, in order, as JSON. */
const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 20 });
const clients = [
  async (url) => (await fetch(url)).text(),
  async (url) => (await axios.get(url, { httpsAgent })).data,
  (url) => new Promise((resolve, reject) => https.get(url, (message) => resolve(text(message))).on('error', reject)),
];
const calls = Array.from({ length: Number(process.argv[2]) }, (_, index) =>
  clients[index % clients.length](`https://www.wixapis.com/call/${index}`),
);
console.log(JSON.stringify(await Promise.all(calls)));
httpsAgent.destroy();
