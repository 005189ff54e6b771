import { setTimeout } from 'node:timers/promises';
import { createApp } from '../../../src/app.factory';
import { SystemDatabase } from '../../../src/database/system.database';
import { readEnvironment } from '../../../src/config/read-environment';
import { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET } from '../../../src/emulator/well-known';
import { freePort } from '../../support/free-port';
import { WIX_PUBLIC_KEY } from '../../support/signed-jwt';
import { eventually } from '../../support/webhook-gateway';
import { embeddedFolder } from '../../support/embedded-folder';
import { EmulatorFixture } from '../../unit/emulator/emulator.fixture';

describe('the gateway and Wix', () => {
  let emulator: EmulatorFixture;
  let gatewayUrl: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const port = await freePort();
    gatewayUrl = `http://127.0.0.1:${port}`;
    emulator = await EmulatorFixture.start({
      WIX_EMULATOR_WEBHOOK_URL: `${gatewayUrl}/webhooks`,
      WIX_EMULATOR_SERVICE_PLUGIN_URL: `${gatewayUrl}/service-plugins`,
      WIX_EMULATOR_TIME_SCALE: '0.001',
    });
    const folder = await embeddedFolder();
    const environment = {
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      OPS_PORT: '0',
      DATA_DIR: folder.dataDir,
      WIX_API_BASE_URL: emulator.url,
      WIX_APP_ID: WELL_KNOWN_APP_ID,
      WIX_APP_SECRET: WELL_KNOWN_APP_SECRET,
      WIX_APP_PUBLIC_KEY: WIX_PUBLIC_KEY,
    };
    const app = await createApp(readEnvironment(environment, () => undefined));
    await app.listen(port, '127.0.0.1');
    const database = app.get(SystemDatabase, { strict: false });
    await eventually(() => database.ping().then(() => true), 30_000);
    close = async () => {
      // What a client opened and never used is not idle to Node: `close` alone waits for it, where `Shutdown` does not.
      const sweep = setInterval(() => {
        app.getHttpServer().closeAllConnections();
      }, 50);
      await app.close();
      clearInterval(sweep);
      await emulator.close();
      folder.remove();
    };
  }, 60_000);
  afterAll(() => close());

  const identity = async (token: string) => {
    const answer = await fetch(`${gatewayUrl}/v1/identity`, { headers: { authorization: token } });
    const body = (await answer.json()) as { code?: string };
    return `${answer.status} ${body.code ?? ''}`.trim();
  };

  it('lets an instance in while the app is installed, and not after', async () => {
    const site = await emulator.install();
    const token = await emulator.token(site, 'USER');
    expect(await identity(token)).toBe('200');
    await emulator.http.delete(`/_emulator/instances/${site.instanceId}`).expect(204);
    await eventually(async () => (await identity(token)) === '403 app_not_installed');

    // Said twice in one second, with the same data, a lifecycle event is one and the same: it carries no id.
    await setTimeout(1_000);
    await emulator.install({ siteId: site.siteId });
    await eventually(async () => (await identity(token)) === '401 invalid_token');
    expect(await identity(await emulator.token(site, 'USER'))).toBe('200');
  });

  it('takes every webhook of the emulator, whichever of its variants it plays', async () => {
    const site = await emulator.install();
    for (const settings of [
      {},
      { webhookCarriesExp: false },
      { webhookCarriesExp: true },
      { webhookRetriesResigned: true },
    ]) {
      await emulator.http.patch('/_emulator/settings').send(settings).expect(200);
      const { body } = (await emulator.http
        .post('/_emulator/webhooks')
        .send({ instanceId: site.instanceId, eventType: 'something_else', data: { a: 1 }, duplicates: 2 })
        .expect(202)) as { body: { deliveries: { status: number }[] } };
      expect(body.deliveries.map(({ status }) => status)).toEqual([200, 200, 200]);
    }
  });

  it("answers the emulator's service plugin calls", async () => {
    const site = await emulator.install();
    const call = {
      instanceId: site.instanceId,
      type: 'ECOM_ADDITIONAL_FEES',
      path: '/v1/calculate-additional-fees',
      request: { lineItems: [{ id: 'i', quantity: 1, physicalProperties: { shippable: true } }] },
    };
    for (const servicePluginLanguages of ['string', 'array']) {
      await emulator.http.patch('/_emulator/settings').send({ servicePluginLanguages }).expect(200);
      const { body } = await emulator.http.post('/_emulator/service-plugins').send(call).expect(200);
      expect(body).toMatchObject({ status: 200, body: { additionalFees: [{ code: 'eco-packaging', price: '0.50' }] } });
    }
  });
});
