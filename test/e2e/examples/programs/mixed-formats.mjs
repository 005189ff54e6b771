// The built gateway in a Node without Jest: an endpoint of examples/ as an ES module in a controller, its web methods as
// CommonJS, both called at once for two sites. Prints what came of it.
import 'reflect-metadata';
import { createRequire, register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { applyDecorators, Controller, Get } from '@nestjs/common';

const require = createRequire(import.meta.url);
const fromDist = createRequire(new URL('../../../../dist/', import.meta.url));
const { createApp } = fromDist('./app.factory.js');
const { Elevated } = fromDist('./auth/access.decorators.js');
const { readEnvironment } = fromDist('./config/read-environment.js');
const { startEmulator } = fromDist('./emulator/start-emulator.js');
const { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET } = fromDist('./emulator/well-known.js');
const { WebRequest } = fromDist('./http/web-request.decorator.js');
const { WebMethodsModule } = fromDist('./web-methods/web-methods.module.js');

const BACKEND = new URL('../../../../examples/backend/', import.meta.url);
require('../../../support/typescript.cjs');
const webMethods = WebMethodsModule.forDirectory(fileURLToPath(BACKEND));
register('./es-modules.hooks.mjs', import.meta.url);
const { GET } = await import(new URL('api/app-instance.ts', BACKEND).href);

class Endpoint {
  get(request) {
    return GET(request);
  }
}
Controller('api/app-instance')(Endpoint);
applyDecorators(Get(), Elevated({ allow: ['VISITOR'], calls: ['GET /apps/v1/instance'] }))(
  Endpoint.prototype,
  'get',
  Object.getOwnPropertyDescriptor(Endpoint.prototype, 'get'),
);
WebRequest()(Endpoint.prototype, 'get', 0);

const emulator = await startEmulator({
  port: 0,
  environment: { WIX_EMULATOR_WEBHOOK_URL: 'http://127.0.0.1:9/webhooks' },
});
const environment = {
  NODE_ENV: 'development',
  WIX_APP_ID: WELL_KNOWN_APP_ID,
  WIX_APP_SECRET: WELL_KNOWN_APP_SECRET,
  WIX_API_BASE_URL: emulator.url,
  DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
  OPS_PORT: '0',
  LOG_LEVEL: 'silent',
};
class Program {}
const app = await createApp(
  readEnvironment(environment, () => undefined),
  undefined,
  (gateway) => ({ module: Program, imports: [gateway, webMethods], controllers: [Endpoint] }),
);
await app.listen(0, '127.0.0.1');
const url = await app.getUrl();

const json = async (target, method, body, authorization) => {
  const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
  return (await fetch(target, { method, headers, body: body && JSON.stringify(body) })).json();
};
const answers = [];
for (const site of [{}, {}]) {
  const { instanceId } = await json(`${emulator.url}/_emulator/instances`, 'POST', site);
  const order = { instanceId, subjectType: 'VISITOR' };
  const { accessToken } = await json(`${emulator.url}/_emulator/tokens`, 'POST', order);
  const webMethod = `${url}/_webMethods/src/backend/app-instance.web.ts/getAppInstance.ajax`;
  answers.push({
    instanceId,
    answers: Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? json(`${url}/api/app-instance`, 'GET', undefined, accessToken)
          : json(webMethod, 'POST', [], accessToken).then(({ result }) => result),
      ),
    ),
  });
}
const seen = [];
for (const { instanceId, answers: pending } of answers) {
  seen.push({ instanceId, instanceIds: [...new Set((await pending).map((answer) => answer.instanceId))] });
}
const esm = await import('@wix/essentials');
const calls = await json(`${emulator.url}/_emulator/calls`, 'GET');
const tokenInfoCalls = calls.filter(({ path }) => path === '/oauth2/token-info').length;
console.log(JSON.stringify({ seen, areTwo: esm.auth !== require('@wix/essentials').auth, tokenInfoCalls }));
await app.close();
await emulator.close();
