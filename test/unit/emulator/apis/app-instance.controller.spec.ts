import { EmulatorFixture, UNKNOWN_ID } from '../emulator.fixture';

describe('apps/v1', () => {
  let emulator: EmulatorFixture;
  beforeAll(async () => {
    emulator = await EmulatorFixture.start();
  });
  afterAll(() => emulator.close());

  it('answers everything about a free instance', async () => {
    const site = await emulator.install({ originInstanceId: UNKNOWN_ID });
    const authorization = await emulator.token(site, 'APP');
    const { body } = await emulator.http.get('/apps/v1/instance').set({ authorization }).expect(200);
    expect(body.instance).toMatchObject({
      instanceId: site.instanceId,
      appName: expect.any(String),
      appVersion: expect.any(String),
      isFree: true,
      permissions: ['WIX_DEVELOPERS.MANAGE_APP_INSTANCE'],
      availablePlans: expect.any(Array),
      originInstanceId: UNKNOWN_ID,
      isOriginSiteTemplate: false,
      copiedFromTemplate: false,
      freeTrialAvailable: false,
    });
    expect(body.instance).not.toHaveProperty('billing');
    expect(body.site).toMatchObject({
      siteId: site.siteId,
      siteDisplayName: expect.any(String),
      locale: expect.stringMatching(/^[a-z]{2}$/),
      paymentCurrency: expect.stringMatching(/^[A-Z]{3}$/),
      multilingual: { isMultiLingual: false, supportedLanguages: [] },
      url: expect.stringMatching(/^https:/),
      installedWixApps: expect.any(Array),
      ownerEmail: expect.stringContaining('@'),
      ownerInfo: { email: body.site.ownerEmail, emailStatus: 'VERIFIED_OPT_IN' },
    });
  });

  it('answers billing for a paid one', async () => {
    const site = await emulator.install({ vendorProductId: 'premium' });
    const authorization = await emulator.token(site, 'APP');
    const { body } = await emulator.http.get('/apps/v1/instance').set({ authorization });
    expect(body.instance).toMatchObject({ isFree: false, billing: { packageName: 'premium' } });
  });

  it('takes BI events from the app', async () => {
    const site = await emulator.install();
    const send = async (type: string, body: object) =>
      emulator.http
        .post('/apps/v1/bi-event')
        .set('authorization', await emulator.token(site, type))
        .send(body);
    const event = { eventName: 'APP_FINISHED_CONFIGURATION' };
    expect((await send('APP', event)).status).toBe(200);
    expect((await send('APP', {})).status).toBe(400);
    expect((await send('USER', event)).status).toBe(403);
  });
});
