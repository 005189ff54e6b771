// The built gateway in a Node without Jest, where ES modules are real: calls a web method, prints what came of it.
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(new URL('../../../../dist/', import.meta.url));
const { createApp } = require('./app.factory.js');
const { readEnvironment } = require('./config/read-environment.js');
const { startEmulator } = require('./emulator/start-emulator.js');
const { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET } = require('./emulator/well-known.js');
const { WebMethodsModule } = require('./web-methods/web-methods.module.js');

const emulator = await startEmulator({
  port: 0,
  environment: { WIX_EMULATOR_WEBHOOK_URL: 'http://127.0.0.1:9/webhooks' },
});
const environment = {
  NODE_ENV: 'development',
  WIX_APP_ID: WELL_KNOWN_APP_ID,
  WIX_APP_SECRET: WELL_KNOWN_APP_SECRET,
  WIX_API_BASE_URL: emulator.url,
  OPS_PORT: '0',
  LOG_LEVEL: 'silent',
};
const webMethods = WebMethodsModule.forDirectory(fileURLToPath(new URL('backend', import.meta.url)));
class Program {}
const app = await createApp(
  readEnvironment(environment, () => undefined),
  undefined,
  (gateway) => ({ module: Program, imports: [gateway, webMethods] }),
);
await app.listen(0, '127.0.0.1');

const post = async (url, body, headers = {}) => {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
  return (await fetch(url, init)).json();
};
const { instanceId } = await post(`${emulator.url}/_emulator/instances`, {});
const order = { instanceId, subjectType: 'VISITOR' };
const { accessToken } = await post(`${emulator.url}/_emulator/tokens`, order);
const url = `${await app.getUrl()}/_webMethods/src/backend/formats.web.ts/both.ajax`;
const answer = await post(url, [], { authorization: accessToken });
const calls = (await (await fetch(`${emulator.url}/_emulator/calls`)).json()).map(({ path }) => path);

console.log(JSON.stringify({ instanceId, answer, calls }));
await app.close();
await emulator.close();
