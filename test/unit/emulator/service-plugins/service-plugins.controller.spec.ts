import { importSPKI, jwtVerify } from 'jose';
import { EmulatorFixture, UNKNOWN_ID, type SiteDescription } from '../emulator.fixture';
import { Receiver } from '../webhooks/receiver.fixture';

describe('POST /_emulator/service-plugins', () => {
  let emulator: EmulatorFixture;
  let receiver: Receiver;
  let site: SiteDescription;
  beforeEach(async () => {
    receiver = await Receiver.start();
    emulator = await EmulatorFixture.start({ WIX_EMULATOR_SERVICE_PLUGIN_URL: `${receiver.url}/service-plugins/` });
    site = await emulator.install();
  });
  afterEach(async () => {
    await emulator.close();
    await receiver.close();
  });

  const call = (more: object = {}) =>
    emulator.http.post('/_emulator/service-plugins').send({
      instanceId: site.instanceId,
      type: 'ECOM_ADDITIONAL_FEES',
      path: '/v1/calculate-additional-fees',
      request: { lineItems: [] },
      ...more,
    });

  it('sends a JWT with issuer and audience whose data is an object', async () => {
    receiver.reply = () => ({ status: 200, body: '{"additionalFees":[]}' });
    const { body } = await call().expect(200);
    expect(body).toEqual({ status: 200, body: { additionalFees: [] } });
    const [received] = receiver.received;
    expect(received?.url).toBe('/service-plugins/v1/calculate-additional-fees');
    const { body: app } = await emulator.http.get('/_emulator/app');
    const key = await importSPKI(app.publicKey, 'RS256');
    const { payload } = await jwtVerify(received?.body ?? '', key, { issuer: 'wix.com', audience: app.appId });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(300);
    expect(payload.data).toMatchObject({
      request: { lineItems: [] },
      metadata: {
        instanceId: site.instanceId,
        requestId: expect.any(String),
        currency: expect.stringMatching(/^[A-Z]{3}$/),
        languages: [expect.any(String)],
        identity: { identityType: 'WIX_USER', wixUserId: site.ownerId },
        appExtensionType: 'ECOM_ADDITIONAL_FEES',
      },
    });
  });

  it('reports errors of the plugin, JSON or text', async () => {
    receiver.reply = () => ({ status: 400, body: 'no' });
    expect((await call().expect(200)).body).toEqual({ status: 400, body: 'no' });
  });

  it('says when the plugin is late or away', async () => {
    receiver.reply = () => ({ status: 200, silent: true });
    await emulator.set({ servicePluginTimeoutMs: 50 });
    expect((await call().expect(504)).body).toEqual({ status: 504, message: expect.stringContaining('in time') });
    await receiver.close();
    await call().expect(502);
  });

  it.each([
    [400, { path: 'v1' }],
    [400, { type: '' }],
    [404, { instanceId: UNKNOWN_ID }],
  ])('answers %i to %j', (status, more) => call(more).expect(status));
});
