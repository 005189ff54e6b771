// The gateway, which makes one Wix call with the app's identity for each message that names an instance.
const { createApp } = require('../../../../dist/app.factory');
const { AppIdentity } = require('../../../../dist/auth/app-identity');
const { loadConfig } = require('../../../../dist/config/load-config');
const { SystemDatabase } = require('../../../../dist/database/system.database');
const { WixApi } = require('../../../../dist/elevation/wix-api');

async function main() {
  const config = loadConfig();
  const app = await createApp(config);
  await app.listen(config.listen.port, config.listen.host);
  await app.get(SystemDatabase, { strict: false }).ping();
  const identity = { type: 'USER', id: 'user-1' };
  process.on('message', async ({ instanceId, call }) => {
    const instance = { appId: config.app.id, instanceId, siteId: undefined, identity, expiresAt: Infinity };
    const grant = {
      instance,
      calls: [call],
      route: 'POST /things',
      requestId: 'request-1',
      declaredIn: 'this program',
    };
    const sent = app.get(WixApi, { strict: false }).app(AppIdentity.grant(grant)).send({ call });
    process.send(
      await sent.then(
        ({ status }) => status,
        ({ code }) => code,
      ),
    );
  });
  process.send('ready');
}

void main();
